using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Display;
using ResearchKit.Onnx;
using ResearchKit.Permutations;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit spec</c>: which axes of a network's weights move together, derived from its ONNX graph.</summary>
internal static class SpecCommand
{
    private const int Shown = 20;

    private static readonly Argument<FileInfo> Model = new("model.onnx") { Description = "The network; data in other files must lie in its folder." };

    private static readonly Option<string[]> Sizes = new("--dim") { Description = "The size of a dimension that the file leaves open, for example --dim batch=2; may be repeated. Those left out get small different primes.", HelpName = "NAME=SIZE" };

    private static readonly Option<int> RandomSeed = new("--seed") { Description = "The seed of the inputs and of the permutations that check the spec.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<double> Tolerance = new("--tolerance") { Description = "How much an output may change when the weights are permuted, relative to the largest.", DefaultValueFactory = _ => 1e-4, HelpName = "X" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print groups, axes, what stays with the reason, and unknown operators as JSON." };

    private static readonly Option<FileInfo> Picture = new("--figure") { Description = "Write an HTML page with the layers coloured by group, which opens without internet access.", HelpName = "FILE.html" };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("spec", "Derive from an ONNX file which axes of the weights move together; checked by running the network with its weights permuted.")
        {
            Model, Sizes, RandomSeed, Tolerance, Json, Picture,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit spec model.onnx",
            "researchkit spec model.onnx --dim batch=2 --dim length=8 --json",
            "researchkit spec model.onnx --figure layers.html");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var options = new OnnxSpecOptions
        {
            Dimensions = Dimensions(parsed.GetValue(Sizes) ?? []),
            Equivalence = new EquivalenceOptions { Seed = parsed.GetValue(RandomSeed), Tolerance = parsed.GetValue(Tolerance) },
        };
        using var model = OnnxModel.Load(parsed.GetRequiredValue(Model).FullName);
        var derived = OnnxSpecs.Derive(model, options);
        if (parsed.GetValue(Picture) is { } picture)
        {
            HtmlPage.Write(picture.FullName, Path.GetFileName(model.FilePath), OnnxFigures.Draw("spec", derived).Interactive().Content);
        }

        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json => WriteJson(json, model, derived));
        }
        else
        {
            Print(model, derived);
        }

        return ExitCode.Success;
    }

    private static Dictionary<string, long> Dimensions(string[] given)
    {
        var result = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var at = text.LastIndexOf('=');
            if (at < 1 || !long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1 || !result.TryAdd(text[..at], size))
            {
                throw new UsageException($"--dim '{text}' is no size; expected NAME=SIZE, for example batch=2, each name once.");
            }
        }

        return result;
    }

    private static void Print(OnnxModel model, OnnxSpec derived)
    {
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"model        {model.Nodes.Count} operators, {model.StateDict().Count} weights, operator set {model.OperatorSet}{(model.Producer.Length > 0 ? $", by {model.Producer}" : string.Empty)}"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"groups       {derived.Spec.Groups.Count}, 10^{derived.Spec.Log10SymmetryCount:0.#} alignments"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"checked      {derived.Equivalence.Trials} random alignments change the outputs by {derived.Equivalence.MaxDifference:G2} (allowed {derived.Equivalence.Tolerance:G2})"));
        var inside = derived.Spec.Groups.Keys.Except(derived.Spec.WithoutNesting().Groups.Keys).ToHashSet();
        foreach (var (group, size) in derived.Spec.Groups.Where(group => !inside.Contains(group.Key)))
        {
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"  {group} ({size}): {string.Join(", ", derived.Spec.AxesOf(group).Select(AxisText))}"));
        }

        if (inside.Count > 0)
        {
            Terminal.Print($"inside       {inside.Count} groups move units inside heads or sections; --json gives all");
        }

        var kept = derived.Unpermuted.GroupBy(axis => axis.Reason.Split(" (")[0]).OrderByDescending(reason => reason.Count()).ToList();
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"unpermuted   {derived.Unpermuted.Count} axes"));
        foreach (var reason in kept.Take(Shown))
        {
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"  {reason.Key}: {string.Join(", ", reason.Take(3).Select(axis => $"{axis.Tensor}[{axis.Axis}]"))}{(reason.Count() > 3 ? $" and {reason.Count() - 3} more" : string.Empty)}"));
        }

        if (kept.Count > Shown)
        {
            Terminal.Print($"  ... {kept.Count - Shown} more reasons; --json gives all");
        }

        Terminal.Print(derived.UnknownOperators.Count == 0 ? "unknown      none" : $"unknown      {derived.UnknownOperators.Count} operators; what they read stays in order");
        foreach (var unknown in derived.UnknownOperators.Take(Shown))
        {
            Terminal.Print($"  {unknown.Operator} '{unknown.Node}': {unknown.Reason}");
        }
    }

    private static string AxisText(TensorAxis axis) => string.Create(CultureInfo.InvariantCulture, $"{axis.Tensor}[{axis.Axis}]{(axis.BlockSize == 1 ? string.Empty : $" x {axis.BlockSize}")}");

    private static void WriteJson(Utf8JsonWriter json, OnnxModel model, OnnxSpec derived)
    {
        json.WriteStartObject();
        json.WriteNumber("operator_set", model.OperatorSet);
        json.WriteNumber("max_difference", derived.Equivalence.MaxDifference);
        json.WriteNumber("tolerance", derived.Equivalence.Tolerance);
        json.WriteNumber("log10_alignments", derived.Spec.Log10SymmetryCount);
        json.WriteStartArray("groups");
        foreach (var (group, size) in derived.Spec.Groups)
        {
            json.WriteStartObject();
            json.WriteString("name", group);
            json.WriteNumber("size", size);
            json.WriteStartArray("axes");
            foreach (var axis in derived.Spec.AxesOf(group))
            {
                json.WriteStartObject();
                json.WriteString("tensor", axis.Tensor);
                json.WriteNumber("axis", axis.Axis);
                json.WriteNumber("block_size", axis.BlockSize);
                json.WriteBoolean("statistic", derived.Spec.Statistics.Contains(axis.Tensor));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("tensors");
        foreach (var (tensor, axes) in derived.Spec.Axes)
        {
            json.WriteStrings(tensor, axes.Select(axis => axis?.ToString() ?? "-"));
        }

        json.WriteEndObject();
        json.WriteStartArray("unpermuted");
        foreach (var axis in derived.Unpermuted)
        {
            json.WriteStartObject();
            json.WriteString("tensor", axis.Tensor);
            json.WriteNumber("axis", axis.Axis);
            json.WriteNumber("size", axis.Size);
            json.WriteString("reason", axis.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown_operators");
        foreach (var unknown in derived.UnknownOperators)
        {
            json.WriteStartObject();
            json.WriteString("node", unknown.Node);
            json.WriteString("operator", unknown.Operator);
            json.WriteString("reason", unknown.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
