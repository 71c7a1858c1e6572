using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Reading;

/// <summary>Turns the nodes of a recipe into what they say.</summary>
/// <param name="file">The name of the recipe, for messages.</param>
internal sealed class RecipeReader(string file)
{
    private static readonly string[] Keys =
    [
        "merge_method", "models", "slices", "modules", "base_model", "parameters", "dtype", "out_dtype", "tokenizer_source", "tokenizer", "chat_template", "name",
        "align", "missing", "layers", "seed",
    ];

    private static readonly string[] Forms = ["models", "slices"];

    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["float64"] = ScalarType.Float64,
        ["float32"] = ScalarType.Float32,
        ["float16"] = ScalarType.Float16,
        ["bfloat16"] = ScalarType.BFloat16,
    };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="InvalidDataException">Something is not as recipes have it.</exception>
    public MergeRecipe Read(string text)
    {
        var root = new RecipeYaml(file).Parse(text);
        var entries = root.RequireEntries("a recipe", Keys);
        foreach (var (key, reason) in Refused)
        {
            if (entries.TryGetValue(key, out var node) && node.Text != "auto")
            {
                throw node.Fault($"'{key}' {reason}");
            }
        }

        var forms = Forms.Where(entries.ContainsKey).ToArray();
        if (forms.Length != 1)
        {
            throw root.Fault($"has {(forms.Length == 0 ? "neither" : "both")} models {(forms.Length == 0 ? "nor" : "and")} slices; expected one of them");
        }

        var type = entries.GetValueOrDefault("out_dtype") ?? entries.GetValueOrDefault("dtype");
        _ = entries.TryGetValue("dtype", out var working) ? Choose(working, "dtype", Types) : default;
        return new MergeRecipe
        {
            FilePath = file,
            Text = text,
            MergeMethod = (entries.GetValueOrDefault("merge_method") ?? throw root.Fault("has no merge_method")).RequireText("merge_method"),
            IsWhole = forms[0] == "models",
            Slices = forms[0] == "models" ? [ReadModels(entries["models"])] : [.. entries["slices"].RequireItems("slices").Select(ReadSlice)],
            BaseModel = entries.TryGetValue("base_model", out var basis) ? ReadReference(basis, "base_model") : null,
            Parameters = ParameterReader.Read(entries.GetValueOrDefault("parameters"), "parameters"),
            OutputType = type is null ? null : Choose(type, "dtype", Types),
            TokenizerSource = entries.GetValueOrDefault("tokenizer_source")?.RequireText("tokenizer_source"),
            Alignment = entries.TryGetValue("align", out var align) ? ReadAlignment(align) : null,
            Missing = entries.TryGetValue("missing", out var missing) ? Choose(missing, "missing", Enum.GetValues<MissingTensors>().ToDictionary(value => value.ToString().ToLowerInvariant())) : default,
            Layers = entries.GetValueOrDefault("layers")?.RequireText("layers").TrimEnd('.'),
            Seed = entries.TryGetValue("seed", out var seed) ? ParameterReader.ReadCount(seed, "seed") : 0,
        };
    }

    private static Dictionary<string, string> Refused => new()
    {
        ["modules"] = "is for checkpoints of several towers, which are merged one at a time here: expected models or slices",
        ["tokenizer"] = "with tokens to add or to pad means new rows of embeddings, which this command does not make: expected tokenizer_source, or neither",
        ["chat_template"] = "other than auto is not written by this command: the template comes with the tokenizer's files",
    };

    private static RecipeSlice ReadModels(RecipeNode node) => new(
        [
            .. node.RequireItems("models").Select(item =>
            {
                var entries = item.RequireEntries("a model", "model", "parameters");
                return new RecipeSource(Model(item, entries), ParameterReader.Read(entries.GetValueOrDefault("parameters"), "the parameters of a model")) { Line = item.Line };
            }),
        ],
        RecipeParameters.None);

    private static RecipeSlice ReadSlice(RecipeNode node)
    {
        var entries = node.RequireEntries("a slice", "sources", "parameters");
        var sources = (entries.GetValueOrDefault("sources") ?? throw node.Fault("a slice has no sources")).RequireItems("sources");
        return new RecipeSlice([.. sources.Select(ReadSource)], ParameterReader.Read(entries.GetValueOrDefault("parameters"), "the parameters of a slice"));
    }

    private static RecipeSource ReadSource(RecipeNode node)
    {
        var entries = node.RequireEntries("a source", "model", "layer_range", "parameters");
        var range = (entries.GetValueOrDefault("layer_range") ?? throw node.Fault("a source has no layer_range")).RequireItems("layer_range");
        if (range.Count != 2)
        {
            throw node.Fault($"layer_range has {range.Count} numbers; expected the first layer and the one after the last");
        }

        var (start, end) = (ParameterReader.ReadCount(range[0], "the start of layer_range"), ParameterReader.ReadCount(range[1], "the end of layer_range"));
        return start < end
            ? new RecipeSource(Model(node, entries), ParameterReader.Read(entries.GetValueOrDefault("parameters"), "the parameters of a source")) { LayerRange = (start, end), Line = node.Line }
            : throw node.Fault($"layer_range is [{start}, {end}], which holds no layer; expected a start below the end");
    }

    private static ModelReference Model(RecipeNode node, IReadOnlyDictionary<string, RecipeNode> entries) =>
        ReadReference(entries.GetValueOrDefault("model") ?? throw node.Fault("an entry has no model"), "model");

    private static ModelReference ReadReference(RecipeNode node, string what) => new(node.RequireText(what), node.Line);

    private static RecipeAlignment ReadAlignment(RecipeNode node)
    {
        if (node.Text is not null)
        {
            return new RecipeAlignment(Method(node)) { Line = node.Line };
        }

        var entries = node.RequireEntries("align", "method", "spec", "heads", "restarts");
        return new RecipeAlignment(entries.TryGetValue("method", out var method) ? Method(method) : RecipeAlignment.WeightMatching)
        {
            Spec = entries.TryGetValue("spec", out var spec) ? spec.RequireText("spec") : "auto",
            Heads = entries.TryGetValue("heads", out var heads) ? ParameterReader.ReadCount(heads, "heads") : null,
            Restarts = entries.TryGetValue("restarts", out var restarts) ? ParameterReader.ReadCount(restarts, "restarts") : 0,
            Line = node.Line,
        };
    }

    private static string Method(RecipeNode node) => Choose(node, "align", new Dictionary<string, string>
    {
        [RecipeAlignment.WeightMatching] = RecipeAlignment.WeightMatching,
        ["weight_matching"] = RecipeAlignment.WeightMatching,
    });

    private static T Choose<T>(RecipeNode node, string what, Dictionary<string, T> choices) =>
        node.Text is { } text && choices.TryGetValue(text, out var value) ? value : throw node.Fault($"{what} is {node.Kind}; expected one of {string.Join(", ", choices.Keys)}");
}
