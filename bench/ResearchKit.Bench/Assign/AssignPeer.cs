using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ResearchKit.Bench.Assign;

/// <summary>scipy's solver in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class AssignPeer : IDisposable
{
    private readonly Process _process;

    public AssignPeer(string python, string script)
    {
        var start = new ProcessStartInfo(python, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS" })
        {
            start.Environment[name] = "1";
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
    }

    /// <summary>Makes instances, gives them to scipy and reads them.</summary>
    public double[][] Make(string family, int n, int seed, int count)
    {
        var path = Path.GetTempFileName();
        Ask(FormattableString.Invariant($"make {family} {n} {seed} {count} {path}"));
        Ask(FormattableString.Invariant($"load {n} {path}"));
        var costs = new double[count][];
        using (var file = File.OpenRead(path))
        {
            for (var k = 0; k < count; k++)
            {
                costs[k] = new double[n * n];
                file.ReadExactly(MemoryMarshal.AsBytes(costs[k].AsSpan()));
            }
        }

        File.Delete(path);
        return costs;
    }

    /// <summary>Times scipy on the last instances.</summary>
    /// <returns>CPU seconds per call.</returns>
    public double Time(int calls) => double.Parse(Ask(FormattableString.Invariant($"solve {calls}")), CultureInfo.InvariantCulture);

    /// <summary>scipy's optimal value of each of the last instances.</summary>
    public double[] Values() => [.. Ask("value").Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer stopped at '{command}'; its error output says why.");
    }
}
