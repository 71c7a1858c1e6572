using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Bench.Language;

/// <summary>How long completion and inspection take: at first, and once warm, after a number of cells.</summary>
/// <remarks>
/// Time by the clock is what a reader waits; CPU time of the process beside it is what a busy machine would show when idle.
/// </remarks>
internal static class LanguageBenchmark
{
    private static readonly string[] Places =
    [
        "numbers.Sel|", "numbers.Select(x => x.To|)", "Console.Wri|", "num|", "torch.ra|", "new System.UriBuilder { Ho|", "string.Join(|", "#!ti|", "#load \"|", "Math.|",
    ];

    private static readonly Option<int> Cells = BenchOption.Count("--cells", "Cells that ran before.", 30);
    private static readonly Option<int> Rounds = BenchOption.Count("--rounds", "How often every place is asked for once the session is warm.", 5);

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("language", "How long completion and inspection take: at first, and once warm, after a number of cells.")
        {
            Cells, Rounds,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0.</returns>
    private static int Run(ParseResult parsed)
    {
        var cells = parsed.GetValue(Cells);
        var rounds = parsed.GetValue(Rounds);
        using var session = new CSharpSession();
        Run(session, "using TorchSharp;\nvar numbers = new List<int> { 1, 2, 3 };");
        for (var i = 0; i < cells; i++)
        {
            Run(session, FormattableString.Invariant($"var value{i} = numbers.Count + {i};\nint Function{i}(int x) => x + value{i};"));
        }

        Console.WriteLine($"{"question",-18} {"clock ms",10} {"worst",10} {"cpu ms",10} {"worst",10}");
        Report("first completion", [Time(session, "numbers.Sel|", isInspection: false)]);
        Report("first inspection", [Time(session, "Console.Write|Line(1)", isInspection: true)]);
        var completions = new List<(double Clock, double Cpu)>();
        var inspections = new List<(double Clock, double Cpu)>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var place in Places)
            {
                completions.Add(Time(session, place, isInspection: false));
                inspections.Add(Time(session, place, isInspection: true));
            }
        }

        Report("warm completion", completions);
        Report("warm inspection", inspections);
        return 0;
    }

    private static void Run(CSharpSession session, string code)
    {
        var result = session.RunAsync(code, new NoOutput()).GetAwaiter().GetResult();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"A cell of the benchmark failed: {result.Error}");
        }
    }

    private static (double Clock, double Cpu) Time(CSharpSession session, string marked, bool isInspection)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        var code = marked.Remove(position, 1);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        if (isInspection)
        {
            session.InspectAsync(code, position).GetAwaiter().GetResult();
        }
        else
        {
            session.CompleteAsync(code, position).GetAwaiter().GetResult();
        }

        var clock = watch.Elapsed;
        process.Refresh();
        return (clock.TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    private static void Report(string name, List<(double Clock, double Cpu)> times)
    {
        var clock = times.Select(time => time.Clock).Order().ToList();
        var cpu = times.Select(time => time.Cpu).Order().ToList();
        var columns = new[] { clock[clock.Count / 2], clock[^1], cpu[cpu.Count / 2], cpu[^1] };
        Console.WriteLine($"{name,-18} {string.Join(' ', columns.Select(column => column.ToString("F0", CultureInfo.InvariantCulture).PadLeft(10)))}");
    }

    private sealed class NoOutput : ICellOutput
    {
        public void Write(ConsoleChannel channel, string text)
        {
        }

        public void Display(MimeBundle bundle, string displayId)
        {
        }

        public void Update(MimeBundle bundle, string displayId)
        {
        }

        public void Result(MimeBundle bundle)
        {
        }
    }
}
