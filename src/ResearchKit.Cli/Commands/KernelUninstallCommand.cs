using System.CommandLine;
using ResearchKit.Kernel.Jupyter.Installation;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel uninstall</c>: removes the kernels that this kit installed.</summary>
internal static class KernelUninstallCommand
{
    private static readonly KernelPlace Place = new();

    private static readonly Option<string> Name = new("--name") { Description = "Remove the kernel of this name; by default all that this kit installed in that place.", HelpName = "NAME" };

    private static readonly Option<bool> Force = new("--force") { Description = "Remove the kernel of --name although another program installed it." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {name, folder} of what was removed." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("uninstall", "Remove the kernels that this kit installed. Kernels of other programs stay.") { Name, Force, Json };
        Place.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Force) && result.GetValue(Name) is null)
            {
                result.AddError("--force is given without --name; expected the name of the one kernel to remove.");
            }
        });
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit kernel uninstall", "researchkit kernel uninstall --prefix /usr/local --name csharp-lab");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folders = JupyterFolders.OfThisMachine();
        var folder = Place.Find(parsed, folders);
        var specs = new KernelSpecs(folders);
        var there = specs.In(folder);
        var chosen = parsed.GetValue(Name) is { } name ? [Named(there, name, parsed.GetValue(Force), folder)] : there.Where(kernel => kernel.IsOurs).ToArray();
        foreach (var kernel in chosen)
        {
            KernelSpecs.Remove(kernel);
        }

        Print(parsed, chosen, folder);
        foreach (var kernel in specs.List().Where(kernel => kernel.IsOurs && parsed.GetValue(Name) is null))
        {
            Terminal.Remark($"{kernel.Name}: another one is in {kernel.Folder}; --user, --prefix DIR or --sys-prefix removes it.");
        }

        return ExitCode.Success;
    }

    private static FoundKernel Named(IReadOnlyList<FoundKernel> there, string name, bool force, string folder)
    {
        var kernel = there.FirstOrDefault(kernel => kernel.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new DirectoryNotFoundException($"there is no kernel '{name}' in {folder}; 'researchkit kernel list' shows which there are");
        return kernel.IsOurs || force
            ? kernel
            : throw new InvalidOperationException($"the kernel '{kernel.Name}' in {kernel.Folder} was not installed by this kit; --force removes it all the same");
    }

    private static void Print(ParseResult parsed, FoundKernel[] removed, string folder)
    {
        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json =>
            {
                json.WriteStartArray();
                foreach (var kernel in removed)
                {
                    json.WriteStartObject();
                    json.WriteString("name", kernel.Name);
                    json.WriteString("folder", kernel.Folder);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        foreach (var kernel in removed)
        {
            Terminal.Print($"{kernel.Name}: removed from {kernel.Folder}");
        }

        if (removed.Length == 0)
        {
            Terminal.Print($"This kit installed no kernel in {folder}.");
        }
    }
}
