using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Merging;

/// <summary>Merge methods on one large tensor of two models, beside the same formula written with whole tensors, in CPU time of one thread.</summary>
/// <remarks>
/// Both sides are given tensors that are in memory and make new ones; the best of the repetitions counts.
/// Where there is a whole-tensor form, the results are compared before a time counts.
/// </remarks>
internal static class MergeBenchmark
{
    private const double Density = 0.2;
    private const string Python = "/usr/bin/python3";

    private static readonly (string Method, string Peer, string What)[] PythonForms =
    [
        ("linear", "linear", "numpy, new arrays"),
        ("linear", "linear_lerp", "PyTorch lerp into a tensor that exists"),
        ("ties", "ties", "PyTorch, top-k"),
    ];

    private static readonly Option<int> Millions = BenchOption.Count("--millions", "Values of the tensor, in millions.", 16);
    private static readonly Option<int> Repetitions = BenchOption.Count("--repetitions", "Merges by each method, of which the best counts.", 5);
    private static readonly Option<string[]?> Methods = BenchOption.Names("--methods", "The merge methods; by default all.", MergeMethodRegistry.BuiltIn.Methods.Select(method => method.Name));
    private static readonly Option<bool> WithPython = new("--python") { Description = "Time numpy and PyTorch too." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("merge", "Merge methods on one large tensor of two models, beside the same formula written with whole tensors.")
        {
            Millions, Repetitions, Methods, WithPython,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0.</returns>
    private static int Run(ParseResult parsed)
    {
        set_num_threads(1);
        var count = parsed.GetValue(Millions) * 1_000_000L;
        var repetitions = parsed.GetValue(Repetitions);
        var names = parsed.GetValue(Methods);
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var basis = randn([count / 1000, 1000], generator: generator);
        var scratch = empty_like(basis);
        Tensor[] models = [.. Enumerable.Range(0, 2).Select(_ => basis + (randn(basis.shape, generator: generator) * 0.01))];
        Console.WriteLine($"{count / 1_000_000} million float32 values, 2 models and a base model, best of {repetitions}, one thread");
        Console.WriteLine("method             s CPU     GB/s of output   Mvalues/s   whole-tensor form s   ratio");
        var best = new Dictionary<string, double>();
        foreach (var description in MergeMethodRegistry.BuiltIn.Methods.Where(method => names is null || names.Contains(method.Name)))
        {
            using var inner = NewDisposeScope();
            var method = description.Create();
            var used = description.MostModels == 1 ? models[..1] : models;
            var input = new MergeInput { Name = "w", Tensors = used, Weights = [.. used.Select(_ => 1.0 / used.Length)], Base = basis, Seed = 1 };
            var peer = WholeTensorForm(description.Name, models, basis);
            if (peer is not null)
            {
                Compare(description.Name, method.Merge(input), peer());
            }

            var seconds = Best(repetitions, () => method.Merge(input));
            best[description.Name] = seconds;
            var others = peer is null ? double.NaN : Best(repetitions, peer);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{description.Name,-16} {seconds,8:f3} {4 * count / seconds / 1e9,16:f2} {count / seconds / 1e6,11:f0}   {(peer is null ? "" : $"{others,19:f3} {others / seconds,7:f1}")}"));
        }

        var copy = Best(repetitions, () => scratch.copy_(basis));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copy             {copy,8:f3} s: {8 * count / copy / 1e9:f1} GB/s read and written, the bound of what reads and writes once"));
        if (best.TryGetValue("linear", out var linear))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"linear reads and writes {12 * count / linear / 1e9:f1} GB/s"));
        }

        foreach (var (method, form, what) in PythonForms.Where(form => parsed.GetValue(WithPython) && best.ContainsKey(form.Method)))
        {
            var seconds = PeerSeconds(form, count, method == "ties" ? Math.Min(2, repetitions) : repetitions);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method,-16} beside {what}: {seconds:f3} s, {seconds / best[method]:f1} times ours"));
        }

        return 0;
    }

    private static double PeerSeconds(string form, long count, int repetitions)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "peers", "merge_peer.py"), form, (count / 1_000_000).ToString(CultureInfo.InvariantCulture), repetitions.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start.");
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonDocument.Parse(answer).RootElement.GetProperty("seconds").GetDouble()
            : throw new InvalidOperationException($"merge_peer.py {form} ended with {process.ExitCode}.");
    }

    /// <summary>The formula as whole-tensor operations, each of which makes a new tensor; TIES trims by the largest elements, as reference implementations do.</summary>
    private static Func<Tensor>? WholeTensorForm(string name, Tensor[] models, Tensor basis) => name switch
    {
        "linear" => () => (models[0] * 0.5) + (models[1] * 0.5),
        "task_arithmetic" => () => basis + ((models[0] - basis) * 0.5) + ((models[1] - basis) * 0.5),
        "ties" => () => Elected(models, basis),
        _ => null,
    };

    private static Tensor Elected(Tensor[] models, Tensor basis)
    {
        var (a, b) = (Trim(models[0] - basis), Trim(models[1] - basis));
        var positive = ((a * 0.5) + (b * 0.5)).ge(0);
        var (first, second) = (Agrees(a, positive), Agrees(b, positive));
        var share = (first * 0.5) + (second * 0.5);
        return basis + (((a * first * 0.5) + (b * second * 0.5)) / share.where(share.gt(0), ones_like(share)));
    }

    /// <summary>Refuses results that differ, but for the few values whose magnitude is exactly the threshold: which of them stay is the other side's choice.</summary>
    private static void Compare(string name, Tensor ours, Tensor others)
    {
        using var scope = NewDisposeScope();
        var differing = (ours - others).abs().gt(1e-6).sum().item<long>();
        if (differing > ours.numel() * 1e-5)
        {
            throw new InvalidOperationException($"'{name}' and its whole-tensor form differ in {differing} of {ours.numel()} values.");
        }
    }

    private static Tensor Trim(Tensor delta)
    {
        var flat = delta.flatten();
        var (_, places) = flat.abs().topk((int)(flat.numel() * Density));
        return zeros_like(flat).scatter(0, places, flat.gather(0, places)).reshape(delta.shape);
    }

    private static Tensor Agrees(Tensor delta, Tensor positive) =>
        delta.gt(0).logical_and(positive).logical_or(delta.lt(0).logical_and(positive.logical_not())).to(delta.dtype);

    private static double Best(int repetitions, Func<Tensor> action)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < repetitions; i++)
        {
            using var scope = NewDisposeScope();
            var start = ThreadClock.Seconds;
            action();
            best = Math.Min(best, ThreadClock.Seconds - start);
        }

        return best;
    }
}
