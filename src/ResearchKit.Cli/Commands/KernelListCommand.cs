using System.CommandLine;
using ResearchKit.Kernel.Jupyter.Installation;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel list</c>: the kernels that Jupyter sees, of this kit and of others.</summary>
internal static class KernelListCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {name, display_name, language, folder, argv, ours, hidden, program_exists, problem}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("list", "List the kernels that Jupyter sees: where they lie, whose they are, and whether their program still exists.") { Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit kernel list", "JUPYTER_PATH=/opt/jupyter researchkit kernel list --json");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folders = JupyterFolders.OfThisMachine();
        var kernels = new KernelSpecs(folders).List();
        if (parsed.GetValue(Json))
        {
            PrintJson(kernels);
        }
        else if (kernels.Count == 0)
        {
            Terminal.Print($"Jupyter sees no kernel. It looks in the folder 'kernels' of: {string.Join(", ", folders.Search)}");
            Terminal.Print("'researchkit kernel install' installs this program as one.");
        }
        else
        {
            Print(kernels);
        }

        return ExitCode.Success;
    }

    private static void Print(IReadOnlyList<FoundKernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            var (state, color) = StateOf(kernel);
            Terminal.Print($"{kernel.Name}  {kernel.DisplayName}", kernel.IsOurs ? Color.Green : null);
            Terminal.Print($"    {(kernel.IsOurs ? "installed by this kit" : "of another program")}, in {kernel.Folder}");
            Terminal.Print($"    {state}", color);
        }
    }

    private static (string Text, Color? Color) StateOf(FoundKernel kernel)
    {
        if (kernel.Problem is { } problem)
        {
            return (problem, Color.Red);
        }

        var program = string.Join(' ', kernel.Arguments);
        if (!kernel.ProgramExists)
        {
            var advice = kernel.IsOurs ? " ('researchkit kernel install' puts it right)" : string.Empty;
            return ($"its program is missing: {program}{advice}", Color.Red);
        }

        return kernel.IsHidden ? ($"hidden by the kernel of the same name above: {program}", Color.Yellow) : ($"starts {program}", null);
    }

    private static void PrintJson(IReadOnlyList<FoundKernel> kernels) => Terminal.PrintJson(json =>
    {
        json.WriteStartArray();
        foreach (var kernel in kernels)
        {
            json.WriteStartObject();
            json.WriteString("name", kernel.Name);
            json.WriteString("display_name", kernel.DisplayName);
            json.WriteString("language", kernel.Language);
            json.WriteString("folder", kernel.Folder);
            json.WriteStrings("argv", kernel.Arguments);
            json.WriteBoolean("ours", kernel.IsOurs);
            json.WriteBoolean("hidden", kernel.IsHidden);
            json.WriteBoolean("program_exists", kernel.ProgramExists);
            json.WriteString("problem", kernel.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
