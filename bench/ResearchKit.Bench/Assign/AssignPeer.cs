using System.Globalization;
using System.Runtime.InteropServices;

namespace ResearchKit.Bench.Assign;

/// <summary>scipy's solver in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class AssignPeer : IDisposable
{
    private readonly PythonPeer _python;

    public AssignPeer(string python, string script)
    {
        _python = new PythonPeer(python, script, PythonPeer.OneThread);
    }

    /// <summary>Makes instances, gives them to scipy and reads them.</summary>
    public double[][] Make(string family, int n, int seed, int count)
    {
        var path = Path.GetTempFileName();
        _python.Ask(FormattableString.Invariant($"make {family} {n} {seed} {count} {path}"));
        _python.Ask(FormattableString.Invariant($"load {n} {path}"));
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
    public double Time(int calls) => double.Parse(_python.Ask(FormattableString.Invariant($"solve {calls}")), CultureInfo.InvariantCulture);

    /// <summary>scipy's optimal value of each of the last instances.</summary>
    public double[] Values() => [.. _python.Ask("value").Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];

    public void Dispose() => _python.Dispose();
}
