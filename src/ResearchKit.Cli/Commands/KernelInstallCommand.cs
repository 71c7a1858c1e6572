using System.CommandLine;
using ResearchKit.Kernel.Jupyter.Installation;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel install</c>: makes this program a kernel that Jupyter can start.</summary>
internal static class KernelInstallCommand
{
    private static readonly KernelPlace Place = new();

    private static readonly Option<string> Name = new("--name")
    {
        Description = $"Install under this name alone; by default under {KernelSpecs.OwnName}, and under {KernelSpecs.CommonName} unless another kernel has that name.",
        HelpName = "NAME",
    };

    private static readonly Option<string> DisplayName = new("--display-name") { Description = "The name that people see; by default C# (ResearchKit), and .NET (C#) for .net-csharp.", HelpName = "TEXT" };

    private static readonly Option<bool> Force = new("--force") { Description = "Install although another kernel has the name; one in the same place is replaced." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {name, folder, outcome, other}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("install", "Install this program as a Jupyter kernel for C#. Installing again brings the path of the program up to date.") { Name, DisplayName, Force, Json };
        Place.AddTo(command);
        command.SetAction(Run);
        HelpWithExamples.SetExamples(
            command,
            "researchkit kernel install",
            "researchkit kernel install --sys-prefix",
            "researchkit kernel install --prefix /usr/local --name csharp-lab --display-name \"C# (lab)\"");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folders = JupyterFolders.OfThisMachine();
        var folder = Place.Find(parsed, folders);
        var specs = new KernelSpecs(folders);
        var launch = KernelLaunch.OfThisProgram();
        var named = parsed.GetValue(Name);
        CheckNames(named, parsed.GetValue(DisplayName));
        var installations = new List<KernelInstallation>();
        foreach (var name in named is null ? (string[])[KernelSpecs.OwnName, KernelSpecs.CommonName] : [named])
        {
            var displayName = parsed.GetValue(DisplayName) ?? (name == KernelSpecs.CommonName ? ".NET (C#)" : "C# (ResearchKit)");
            installations.Add(specs.Install(folder, name, displayName, launch, parsed.GetValue(Force)));
        }

        Print(parsed, installations, folders.Search.Contains(folder));

        // That somebody else's kernel serves .net-csharp is no failure: notebooks that ask for it have one.
        return installations.Any(made => made.Outcome == InstallOutcome.NameTaken && (named is not null || made.Name == KernelSpecs.OwnName)) ? ExitCode.Failure : ExitCode.Success;
    }

    private static void CheckNames(string? name, string? displayName)
    {
        try
        {
            if (name is not null)
            {
                KernelSpecs.CheckName(name);
            }
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--name '{name}' cannot be the name of a kernel; expected letters, digits, dots, hyphens and underscores.");
        }

        if (displayName is not null && string.IsNullOrWhiteSpace(displayName))
        {
            throw new UsageException("--display-name is empty; expected the name that people see.");
        }
    }

    private static void Print(ParseResult parsed, List<KernelInstallation> installations, bool isSearched)
    {
        if (parsed.GetValue(Json))
        {
            PrintJson(installations);
        }

        foreach (var made in installations)
        {
            if (made.Outcome == InstallOutcome.NameTaken)
            {
                Terminal.Remark($"{made.Name}: another kernel has this name and is left alone: {made.Other!.Folder}. --force installs all the same.");
            }
            else if (!parsed.GetValue(Json))
            {
                var replaced = made.Outcome == InstallOutcome.Replaced ? " (another kernel was replaced)" : string.Empty;
                Terminal.Print($"{made.Name}: {made.Outcome.ToString().ToLowerInvariant()} in {made.Folder}{replaced}");
            }
        }

        if (!isSearched)
        {
            Terminal.Remark("Jupyter of this shell does not look there; one that is installed under that prefix does, and so does one with JUPYTER_PATH set to DIR/share/jupyter.");
        }
    }

    private static void PrintJson(List<KernelInstallation> installations) => Terminal.PrintJson(json =>
    {
        json.WriteStartArray();
        foreach (var made in installations)
        {
            json.WriteStartObject();
            json.WriteString("name", made.Name);
            json.WriteString("folder", made.Folder);
            json.WriteString("outcome", made.Outcome switch
            {
                InstallOutcome.Installed => "installed",
                InstallOutcome.Updated => "updated",
                InstallOutcome.Replaced => "replaced",
                _ => "name-taken",
            });
            json.WriteString("other", made.Other?.Folder);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
