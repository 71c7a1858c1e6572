using System.ComponentModel;
using System.Diagnostics;

namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>Asks the Python on the search path where it is installed.</summary>
public static class PythonPrefix
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Finds <c>sys.prefix</c> of the first of <c>python3</c> and <c>python</c> that answers.</summary>
    /// <returns>The prefix, or null when there is no Python.</returns>
    public static string? Find() => Ask("python3") ?? Ask("python");

    private static string? Ask(string interpreter)
    {
        var start = new ProcessStartInfo(interpreter, ["-c", "import sys; print(sys.prefix)"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            var answer = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            var prefix = answer.GetAwaiter().GetResult().Trim();
            return process.ExitCode == 0 && Directory.Exists(prefix) ? prefix : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
