using System.CommandLine;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel</c>: the Jupyter kernel.</summary>
internal static class KernelCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("kernel", "Run this program as a Jupyter kernel for C#, install or remove it as one, or list the kernels that Jupyter sees.")
        {
            KernelRunCommand.Create(),
            KernelInstallCommand.Create(),
            KernelUninstallCommand.Create(),
            KernelListCommand.Create(),
        };
        HelpWithExamples.SetExamples(command, "researchkit kernel install", "researchkit kernel list");
        return command;
    }
}
