using System.Diagnostics;

namespace ResearchKit.Bench;

/// <summary>A script of bench/peers in a process of its own that answers each line with a line, so that its runs interleave with ours.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a script.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="environment">Variables to set; null takes one away.</param>
    public PythonPeer(string python, string script, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
    }

    /// <summary>Settings that keep numpy and PyTorch to one thread.</summary>
    public static IReadOnlyDictionary<string, string?> OneThread { get; } = new Dictionary<string, string?> { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" };

    /// <summary>Sends a line and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The script ended.</exception>
    public string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer stopped at '{command}'; its error output says why.");
    }

    /// <summary>Ends the script's input and waits for its end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
