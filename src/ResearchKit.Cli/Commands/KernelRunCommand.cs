using System.CommandLine;
using ResearchKit.Display;
using ResearchKit.Kernel.Jupyter;
using ResearchKit.Kernel.Jupyter.Connection;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel run</c>: is a kernel, for Jupyter to start.</summary>
internal static class KernelRunCommand
{
    private static readonly Argument<FileInfo> Connection = new("CONNECTION_FILE") { Description = "The file in which Jupyter says where to listen and how messages are signed." };

    private static readonly Option<bool> AllowRemote = new("--allow-remote") { Description = "Listen although other machines can reach the address; whoever knows the key can then run any code." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("run", "Be a Jupyter kernel for C# until Jupyter shuts it down. Jupyter starts this itself; the working directory is the notebook's folder.") { Connection, AllowRemote };

        // Not asynchronous: System.CommandLine would take SIGINT for the end of the command, and here it interrupts a cell.
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit kernel run connection.json", "jupyter console --kernel researchkit-csharp");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var connection = ConnectionFile.Read(parsed.GetRequiredValue(Connection).FullName);
        if (!connection.IsLocal && !parsed.GetValue(AllowRemote))
        {
            throw new UsageException($"the connection file asks to listen on {connection.Address}, which other machines can reach; expected a loopback address such as 127.0.0.1, or --allow-remote");
        }

        using var renderer = new ChromiumFigureRenderer(reason => Console.Error.WriteLine(reason));
        KernelProcess.Run(connection, new KernelOptions { AllowsRemote = parsed.GetValue(AllowRemote), FigureRenderer = renderer });
        return ExitCode.Success;
    }
}
