using System.Globalization;

namespace ResearchKit.Bench.Training;

/// <summary>python's torch in a process of its own, driven line by line so that its runs interleave with ours.</summary>
internal sealed class TrainPeer : IDisposable
{
    private static readonly string[] Settings =
    [
        "OMP_NUM_THREADS", "OMP_WAIT_POLICY", "OMP_PROC_BIND", "OMP_DYNAMIC", "GOMP_SPINCOUNT", "GOMP_CPU_AFFINITY",
        "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "KMP_BLOCKTIME",
    ];

    private readonly PythonPeer _python;

    /// <summary>Starts the peer with <paramref name="threads"/> passive threads as ours, or with 0 as it is by default.</summary>
    public TrainPeer(string python, string script, int threads)
    {
        var environment = Settings.ToDictionary(name => name, _ => (string?)null);
        if (threads > 0)
        {
            environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
            environment["OMP_WAIT_POLICY"] = "passive";
        }

        _python = new PythonPeer(python, script, environment);
        Threads = int.Parse(_python.Ask(FormattableString.Invariant($"threads {threads}")), CultureInfo.InvariantCulture);
    }

    /// <summary>The threads that the peer uses.</summary>
    public int Threads { get; }

    /// <summary>Gives the peer the initial weights and the order of the images.</summary>
    public void Load(string name, string folder) => _python.Ask($"load {name} {folder}");

    /// <summary>Trains from the initial weights.</summary>
    public TrainRun Train(int steps)
    {
        var numbers = _python.Ask(FormattableString.Invariant($"train {steps}")).Split(' ');
        return new TrainRun(Number(0), Number(1), Number(2), Number(3));

        double Number(int place) => double.Parse(numbers[place], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _python.Dispose();
}
