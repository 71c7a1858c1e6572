using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ResearchKit.Checkpoints;
using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Recipes;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Merging;

/// <summary>Merging two checkpoints from file to file: CPU time of one thread, wall time and peak memory.</summary>
/// <remarks>
/// The median CPU time counts, the files are in the page cache when they fit there. Methods with a base model are given a third file. The bound is (models + 2) times the largest tensor in float32,
/// a base model counted. The peer reads both models whole, merges them in memory and saves the result. Peak memory is what the process
/// held at most during a merge less what it held before (Linux).
/// </remarks>
internal static class MergeFilesBenchmark
{
    private const int Columns = 4096;
    private const double Gigabyte = 1L << 30;
    private static readonly string[] StandardMethods = ["linear"];

    private static readonly Option<double> Gigabytes = BenchOption.Amount("--gigabytes", "The size of each model in GiB.", 1);
    private static readonly Option<int> TensorMegabytes = BenchOption.Count("--tensor-megabytes", "The size of a tensor in MiB.", 64);
    private static readonly Option<int> Repetitions = BenchOption.Count("--repetitions", "Merges by each method, of which the median counts.", 5);
    private static readonly Option<string[]?> Methods = BenchOption.Names("--methods", "The merge methods; by default linear.", MergeMethodRegistry.BuiltIn.Methods.Select(method => method.Name));
    private static readonly Option<string> Type = BenchOption.Choice("--type", "The type of the values.", "F32", "BF16");
    private static readonly Option<string> Folder = BenchOption.Folder();
    private static readonly Option<string> Peer = BenchOption.Choice("--peer", "Time the linear merge in memory too.", "yes", "no");

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("merge-files", "Merging two checkpoints from file to file: CPU time of one thread, wall time and peak memory.")
        {
            Gigabytes, TensorMegabytes, Repetitions, Methods, Type, Folder, Peer,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0.</returns>
    private static int Run(ParseResult parsed)
    {
        set_num_threads(1);
        var megabytes = parsed.GetValue(TensorMegabytes);
        var repetitions = parsed.GetValue(Repetitions);
        var type = parsed.GetValue(Type) == "BF16" ? ScalarType.BFloat16 : ScalarType.Float32;
        var folder = Directory.CreateDirectory(Path.Combine(parsed.GetRequiredValue(Folder), $"merge-files-{Environment.ProcessId}")).FullName;
        try
        {
            var tensors = (int)Math.Max(1, Math.Round(parsed.GetValue(Gigabytes) * 1024 / megabytes));
            GeneratedCheckpoint.Write(Path.Combine(folder, "a.safetensors"), tensors, (long)megabytes << 20, Columns, type, 1);
            GeneratedCheckpoint.Write(Path.Combine(folder, "b.safetensors"), tensors, (long)megabytes << 20, Columns, type, 2);
            var methods = parsed.GetValue(Methods) ?? StandardMethods;
            if (methods.Any(method => Files(method) == 3))
            {
                GeneratedCheckpoint.Write(Path.Combine(folder, "c.safetensors"), tensors, (long)megabytes << 20, Columns, type, 3);
            }

            Console.WriteLine($"{tensors} tensors of {megabytes} MiB in {type}, 2 models, one thread, median of {repetitions}");
            Console.WriteLine("method               s CPU   s wall   s CPU/GiB   GB/s of output   peak MB beside start   bound MB");
            foreach (var method in methods)
            {
                var bound = (Files(method) + 2) * (type == ScalarType.BFloat16 ? 2 : 1) * (megabytes * 1.048576);
                Print(method, tensors * (megabytes / 1024.0), Enumerable.Range(0, repetitions).Select(_ => Merge(folder, method)), bound);
            }

            if (parsed.GetValue(Peer) == "yes")
            {
                Print("linear in memory", tensors * (megabytes / 1024.0), Enumerable.Range(0, repetitions).Select(_ => MergeInMemory(folder)));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How many files a method is given: two models, a base model and a model, or a base model and two.</summary>
    private static int Files(string method) => MergeMethodRegistry.BuiltIn[method] is { BaseModel: BaseModelUse.Required, MostModels: not 1 } ? 3 : 2;

    private static Figures Merge(string folder, string method)
    {
        var description = MergeMethodRegistry.BuiltIn[method];
        var models = description.BaseModel != BaseModelUse.Required ? "models:\n- model: a.safetensors\n- model: b.safetensors"
            : Files(method) == 2 ? "base_model: a.safetensors\nmodels:\n- model: b.safetensors"
            : "base_model: a.safetensors\nmodels:\n- model: b.safetensors\n- model: c.safetensors";
        File.WriteAllText(Path.Combine(folder, "recipe.yml"), $"merge_method: {method}\n{models}\nparameters: {{weight: 0.5{(method == "slerp" ? ", t: 0.5" : "")}}}\n");
        var output = Path.Combine(folder, "out");
        using var plan = MergePlanner.Plan(MergeRecipe.Load(Path.Combine(folder, "recipe.yml")), new MergePlanOptions { Output = output, ShardBytes = long.MaxValue });
        var figures = Measure(() => MergeRun.Run(plan));
        Directory.Delete(output, recursive: true);
        return figures;
    }

    private static Figures MergeInMemory(string folder) => Measure(() =>
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Safetensors.Load(Path.Combine(folder, "a.safetensors")), Safetensors.Load(Path.Combine(folder, "b.safetensors")));
        Safetensors.Save(Path.Combine(folder, "whole.safetensors"), ModelMerge.Merge(new LinearMerge(), [a, b]));
    });

    private static Figures Measure(Action action)
    {
        GC.Collect();
        var before = PeakMemory.Reset();
        var (cpu, wall) = (ThreadClock.Seconds, Stopwatch.GetTimestamp());
        action();
        return new Figures(ThreadClock.Seconds - cpu, Stopwatch.GetElapsedTime(wall).TotalSeconds, PeakMemory.Bytes - before);
    }

    private static void Print(string name, double gibibytes, IEnumerable<Figures> runs, double bound = double.NaN)
    {
        Figures[] all = [.. runs.OrderBy(run => run.Cpu)];
        var median = all[all.Length / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-18} {median.Cpu,7:f3} {all.Min(run => run.Wall),8:f2} {median.Cpu / gibibytes,11:f3} {gibibytes * Gigabyte / median.Cpu / 1e9,16:f2} {all.Max(run => run.Peak) / 1e6,22:f0} {(double.IsNaN(bound) ? "" : $"{bound:f0}"),10}"));
    }

    private readonly record struct Figures(double Cpu, double Wall, long Peak);
}
