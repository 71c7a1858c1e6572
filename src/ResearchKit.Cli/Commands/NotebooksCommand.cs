using System.CommandLine;
using ResearchKit.Cli.Running;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebooks</c>: what is done with notebook files besides running them.</summary>
internal static class NotebooksCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("notebooks", "Clean notebook files, or check that they are fit to be committed.")
        {
            NotebooksCleanCommand.Create(),
            NotebooksCheckCommand.Create(),
        };
        HelpWithExamples.SetExamples(command, "researchkit notebooks check", "researchkit notebooks clean mine.ipynb");
        return command;
    }

    /// <summary>Makes the argument that names notebooks.</summary>
    /// <returns>The argument.</returns>
    internal static Argument<FileInfo[]> Paths() => new("PATH") { Description = "The notebooks (.ipynb); by default NN-*.ipynb of the nearest folder notebooks.", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The notebooks that the command line names, or the kit's own.</summary>
    /// <param name="files">What it names.</param>
    /// <returns>Full paths.</returns>
    internal static IReadOnlyList<string> Find(FileInfo[]? files) => files is { Length: > 0 } ? [.. files.Select(file => file.FullName)] : NotebookFolder.All();
}
