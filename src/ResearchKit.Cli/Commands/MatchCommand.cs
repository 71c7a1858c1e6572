using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ResearchKit.Checkpoints;
using ResearchKit.Matching;
using ResearchKit.Onnx;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit match</c>: aligns one checkpoint with another.</summary>
internal static class MatchCommand
{
    private const string Graph = "onnx";

    private static readonly Dictionary<string, Func<IReadOnlyDictionary<string, Tensor>, int, PermutationSpec>> Models = new()
    {
        ["mlp"] = (stateDict, _) => PermutationSpecs.Mlp(stateDict),
        ["vgg"] = (stateDict, _) => PermutationSpecs.Vgg(stateDict),
        ["resnet"] = (stateDict, _) => PermutationSpecs.ResNet(stateDict),
        ["vit"] = PermutationSpecs.Vit,
        ["decoder-lm"] = (stateDict, heads) => PermutationSpecs.DecoderLm(stateDict, heads),
    };

    private static readonly string[] WithHeads = ["vit", "decoder-lm"];

    private static readonly Argument<FileInfo> Reference = new("a.safetensors") { Description = "The model that stays as it is: .safetensors, or the .index.json of a model in several files." };

    private static readonly Argument<FileInfo> Candidate = new("b.safetensors") { Description = "The model whose units are reordered; same names and shapes." };

    private static readonly Option<string> Model = new Option<string>("--model")
    {
        Description = "The architecture, which says what may move together: mlp (linear layers in a chain), vgg or resnet (torchvision's names), vit (timm's names) or decoder-lm (Llama's names), which need --heads, or onnx (two .onnx files of one graph, from which it is derived).",
        Required = true,
    }.AcceptOnlyFromAmong([.. Models.Keys, Graph]);

    private static readonly Option<int?> Heads = new("--heads") { Description = "The number of attention heads (query heads where they share keys), which a checkpoint does not show; for vit and decoder-lm.", HelpName = "N" };

    private static readonly Option<string> Method = new Option<string>("--method")
    {
        Description = "How to match: weight (Git Re-Basin's weight matching).",
        DefaultValueFactory = _ => "weight",
    }.AcceptOnlyFromAmong("weight");

    private static readonly Option<int> RandomSeed = new("--seed") { Description = "The seed of the order of visits and of the restarts.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<int> Restarts = new("--restarts") { Description = "How many more searches to make from random alignments; the best of all is kept.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the diagnostics and the permutation of each group as JSON." };

    private static readonly Option<FileInfo> Output = new("--output", "-o")
    {
        Description = "Write the aligned model here, with the dtypes and the metadata of b; by default only the figures are printed.",
        HelpName = "b-aligned.safetensors",
    };

    private static readonly Option<FileInfo> Permutations = new("--permutations")
    {
        Description = "Write the permutation of each group here: new unit i is old unit p[i]. JSON, or int64 tensors where the name ends in .safetensors.",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("match", "Reorder the hidden units of one model so that its weights lie closest to another's; its function stays the same.")
        {
            Reference, Candidate, Model, Heads, Method, RandomSeed, Restarts, Json, Output, Permutations,
        };
        command.AddCheck(result =>
        {
            if (result.GetValue(Restarts) < 0)
            {
                return $"--restarts {result.GetValue(Restarts)} is negative; expected 0 or more.";
            }

            var transformer = WithHeads.Contains(result.GetValue(Model));
            if (transformer == result.GetValue(Heads) is not null && !(result.GetValue(Heads) < 1))
            {
                return null;
            }

            return transformer ? $"--model {result.GetValue(Model)} needs --heads with the number of attention heads, 1 or more." : "--heads belongs to --model vit or decoder-lm.";
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit match a.safetensors b.safetensors --model mlp -o b-aligned.safetensors",
            "researchkit match a.safetensors b.safetensors --model resnet --restarts 9 --json --permutations permutations.json",
            "researchkit match a.safetensors.index.json b.safetensors.index.json --model decoder-lm --heads 32 -o b-aligned.safetensors",
            "researchkit match a.onnx b.onnx --model onnx -o b-aligned.onnx");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var referencePath = parsed.GetRequiredValue(Reference).FullName;
        var candidatePath = parsed.GetRequiredValue(Candidate).FullName;
        var reference = Checkpoint.Load(referencePath);
        var candidate = Checkpoint.Load(candidatePath);
        var spec = Spec(parsed.GetRequiredValue(Model), parsed.GetValue(Heads) ?? 0, reference, referencePath);
        var options = new WeightMatchingOptions { Seed = parsed.GetValue(RandomSeed), Starts = parsed.GetValue(Restarts) + 1 };
        var watch = Stopwatch.StartNew();
        MatchingResult matching;
        using (var progress = Terminal.Progress())
        {
            matching = WeightMatching.Match(spec, reference.Widened(), candidate.Widened(), options, progress, cancellationToken);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var output = parsed.GetValue(Output)?.FullName;
        if (output is not null)
        {
            candidate.SaveAs(output, matching.Alignment.Apply(candidate.Tensors));
        }

        if (parsed.GetValue(Permutations) is { } file)
        {
            AlignmentFile.Write(file.FullName, matching.Alignment);
        }

        if (parsed.GetValue(Json))
        {
            PrintJson(matching, seconds, output);
        }
        else
        {
            Print(matching, seconds, output);
        }

        return ExitCode.Success;
    }

    private static PermutationSpec Spec(string model, int heads, Checkpoint reference, string path)
    {
        if ((model == Graph) == (reference.Onnx is null))
        {
            throw new InvalidDataException($"{path}: is {(reference.Onnx is null ? "no .onnx file; --model onnx derives what may move from a graph" : "an .onnx file; use --model onnx")}");
        }

        try
        {
            return reference.Onnx is not null ? OnnxSpecs.Derive(reference.Onnx).Spec : Models[model](reference.Tensors, heads);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: is no {model} that can be matched: {error.Message}", error);
        }
    }

    private static void PrintJson(MatchingResult matching, double seconds, string? output) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("objective", matching.Objective);
        json.WriteNumbers("objective_trace", matching.ObjectiveTrace);
        json.WriteNumber("sweeps", matching.Sweeps);
        json.WriteBoolean("converged", matching.Converged);
        json.WriteNumbers("start_objectives", matching.StartObjectives);
        json.WriteNumber("distance_before", matching.DistanceBefore);
        json.WriteNumber("distance_after", matching.DistanceAfter);
        json.WriteNumber("seconds", seconds);
        json.WritePropertyName("permutations");
        AlignmentFile.WriteJson(json, matching.Alignment);
        json.WriteString("output", output);
        json.WriteEndObject();
    });

    private static void Print(MatchingResult matching, double seconds, string? output)
    {
        var moved = matching.Alignment.HammingDistance(Alignment.Identity(matching.Alignment.Spec));
        var units = matching.Alignment.Spec.Groups.Values.Sum();
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"objective    {matching.ObjectiveTrace[0]:G6} -> {matching.Objective:G6}"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"distance     {matching.DistanceBefore:G6} -> {matching.DistanceAfter:G6} ({matching.DistanceReduction:P1} shorter)"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"moved        {moved} of {units} units in {matching.Alignment.Spec.Groups.Count} groups"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"search       {matching.Sweeps} sweeps, {(matching.Converged ? "converged" : "stopped at the limit")}, start {matching.BestStart + 1} of {matching.StartObjectives.Count}, {seconds:G3} s"));
        Terminal.Print(output is null ? "written      nothing; -o writes the aligned model" : $"written      {output}");
    }
}
