using System.CommandLine;
using System.CommandLine.Parsing;
using ResearchKit.Kernel.Jupyter.Installation;

namespace ResearchKit.Cli.Commands;

/// <summary>The options that say where a kernel is installed, the same for installing and removing.</summary>
internal sealed class KernelPlace
{
    private readonly Option<bool> _user = new("--user") { Description = "For this user; the default." };

    private readonly Option<DirectoryInfo> _prefix = new("--prefix") { Description = "In DIR/share/jupyter/kernels, for example /usr/local for all users.", HelpName = "DIR" };

    private readonly Option<bool> _systemPrefix = new("--sys-prefix") { Description = "In the Python environment that is active (VIRTUAL_ENV, CONDA_PREFIX, otherwise that of python3)." };

    /// <summary>Adds the options to a command, one of which may be given.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_user);
        command.Add(_prefix);
        command.Add(_systemPrefix);
        command.Validators.Add(Validate);
    }

    /// <summary>Finds the data folder that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Where Jupyter looks.</param>
    /// <returns>The data folder; it need not exist.</returns>
    /// <exception cref="UsageException">There is no Python environment.</exception>
    public string Find(ParseResult parsed, JupyterFolders folders)
    {
        if (parsed.GetValue(_prefix) is { } prefix)
        {
            return JupyterFolders.OfPrefix(prefix.FullName);
        }

        if (!parsed.GetValue(_systemPrefix))
        {
            return Path.GetFullPath(folders.User);
        }

        var environment = folders.ActivePrefix ?? PythonPrefix.Find()
            ?? throw new UsageException("--sys-prefix finds no Python: VIRTUAL_ENV and CONDA_PREFIX are not set and there is no python3; expected an active environment, or --prefix DIR.");
        return JupyterFolders.OfPrefix(environment);
    }

    private void Validate(CommandResult result)
    {
        var given = (result.GetValue(_user) ? 1 : 0) + (result.GetValue(_prefix) is null ? 0 : 1) + (result.GetValue(_systemPrefix) ? 1 : 0);
        if (given > 1)
        {
            result.AddError("More than one place is given; expected one of --user, --prefix DIR and --sys-prefix.");
        }
    }
}
