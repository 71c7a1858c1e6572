using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ResearchKit.Assignment;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit assign</c>: solves a linear assignment problem from a file.</summary>
internal static class AssignCommand
{
    private const int PairsShown = 20;
    private const double LargestExact = 9007199254740992; // 2^53: beyond it whole numbers have no exact double.

    private static readonly Argument<FileInfo> Cost = new("cost.npy")
    {
        Description = "The costs: a .npy file with a matrix (rows, columns) of floating point or whole numbers; +inf forbids a pair (-inf with --maximize).",
    };

    private static readonly Option<bool> Maximize = new("--maximize") { Description = "Seek the largest sum instead of the smallest." };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print {\"assignment\": [...], \"objective\": x, \"seconds\": solve time, \"certificate\": largest dual violation}.",
    };

    private static readonly Option<FileInfo> Output = new("--output", "-o")
    {
        Description = "Write the column of each row (-1 for none) to this .npy file, as int64.",
        HelpName = "out.npy",
    };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("assign", "Pair the rows of a cost matrix with its columns so that the sum of the chosen costs is smallest, and prove it.")
        {
            Cost, Maximize, Json, Output,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed), cancellationToken));
        HelpWithExamples.SetExamples(command, "researchkit assign cost.npy", "researchkit assign cost.npy --json", "researchkit assign similarity.npy --maximize -o columns.npy");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(Cost).FullName;
        var options = new AssignmentOptions { Sense = parsed.GetValue(Maximize) ? Sense.Maximize : Sense.Minimize };
        var (result, seconds) = Solve(path, options);
        if (parsed.GetValue(Output) is { } output)
        {
            Npy.Save(output.FullName, result.ColumnOfRow.Select(column => (long)column).ToArray(), result.ColumnOfRow.Length);
        }

        if (parsed.GetValue(Json))
        {
            PrintJson(result, seconds);
        }
        else
        {
            Print(result, seconds);
        }

        return ExitCode.Success;
    }

    private static (AssignmentResult Result, double Seconds) Solve(string path, AssignmentOptions options)
    {
        ScalarType dtype;
        using (var file = NpyFile.Open(path))
        {
            dtype = file.DType;
            if (file.Shape.Count != 2 || file.Shape[0] > int.MaxValue || file.Shape[1] > int.MaxValue || (Int128)file.Shape[0] * file.Shape[1] > Array.MaxLength)
            {
                throw new InvalidDataException($"{path}: has the shape ({string.Join(", ", file.Shape)}); expected a matrix (rows, columns) of at most {Array.MaxLength} entries");
            }
        }

        // A small problem first, so that the time measured is that of solving and not of the runtime compiling the solver.
        if (dtype == ScalarType.Float32)
        {
            var single = Npy.LoadArray<float>(path, out var shape);
            WarmUp(cost => LinearAssignment.Solve(Array.ConvertAll(cost, value => (float)value), WarmUpSize, WarmUpSize, options));
            return Time(() => LinearAssignment.Solve(single, (int)shape[0], (int)shape[1], options));
        }
        else
        {
            var costs = dtype == ScalarType.Float64 ? Npy.LoadArray<double>(path, out var shape) : ToDoubles(path, out shape);
            WarmUp(cost => LinearAssignment.Solve(cost, WarmUpSize, WarmUpSize, options));
            return Time(() => LinearAssignment.Solve(costs, (int)shape[0], (int)shape[1], options));
        }
    }

    private const int WarmUpSize = 48;

    private static void WarmUp(Func<double[], AssignmentResult> solve)
    {
        var random = new Seed(0).For("warm up").ToRandom();
        var cost = new double[WarmUpSize * WarmUpSize];
        for (var i = 0; i < cost.Length; i++)
        {
            cost[i] = random.NextDouble();
        }

        solve(cost);
    }

    private static (AssignmentResult Result, double Seconds) Time(Func<AssignmentResult> solve)
    {
        var watch = Stopwatch.StartNew();
        var result = solve();
        return (result, watch.Elapsed.TotalSeconds);
    }

    private static double[] ToDoubles(string path, out long[] shape)
    {
        using var tensor = Npy.Load(path);
        if (tensor.dtype == ScalarType.Bool)
        {
            throw new InvalidDataException($"{path}: has truth values; expected numbers");
        }

        using var doubles = tensor.to_type(ScalarType.Float64);
        shape = tensor.shape;
        var result = doubles.data<double>().ToArray();
        return Array.TrueForAll(result, value => tensor.dtype == ScalarType.Float16 || Math.Abs(value) < LargestExact)
            ? result
            : throw new InvalidDataException($"{path}: has whole numbers beyond 2^53, which floating point does not hold exactly; scale the costs down");
    }

    private static void PrintJson(AssignmentResult result, double seconds) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumbers("assignment", result.ColumnOfRow);
        json.WriteNumber("objective", result.Objective);
        json.WriteNumber("seconds", seconds);
        json.WriteNumber("certificate", result.Certificate);
        json.WriteEndObject();
    });

    private static void Print(AssignmentResult result, double seconds)
    {
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"objective    {result.Objective:R}"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"certificate  {result.Certificate:G3} (largest relative violation of the dual conditions)"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"solved in    {seconds:G3} s ({result.Method}, start {result.Start})"));
        Terminal.Print("row -> column");
        for (var row = 0; row < Math.Min(PairsShown, result.ColumnOfRow.Length); row++)
        {
            Terminal.Print($"{row,6} -> {(result.ColumnOfRow[row] < 0 ? "none" : result.ColumnOfRow[row])}");
        }

        if (result.ColumnOfRow.Length > PairsShown)
        {
            Terminal.Print($"   ... {result.ColumnOfRow.Length - PairsShown} more; --json or -o gives all");
        }
    }
}
