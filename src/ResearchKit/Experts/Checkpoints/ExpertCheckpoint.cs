using ResearchKit.Checkpoints;
using ResearchKit.Merging.Recipes;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>An open checkpoint with layers of experts, whose tensors are read one by one.</summary>
/// <remarks>A folder with <c>model.safetensors</c> or an index of several files, or one file. Opening reads headers and <c>config.json</c> alone.</remarks>
public sealed class ExpertCheckpoint : IDisposable
{
    private readonly Dictionary<string, ExpertLayerInfo> _byName;

    private ExpertCheckpoint(ModelFiles files, ExpertFamily family, IReadOnlyList<ExpertLayerInfo> layers, ExpertConfiguration configuration)
    {
        (Files, Family, Layers, Configuration) = (files, family, layers, configuration);
        _byName = layers.ToDictionary(l => l.Name, StringComparer.Ordinal);
    }

    /// <summary>The folder or file as it was given.</summary>
    public string Path => Files.Path;

    /// <summary>How the tensors are named.</summary>
    public ExpertFamily Family { get; }

    /// <summary>The <c>model_type</c> of <c>config.json</c>, or null.</summary>
    public string? ModelType => Configuration.ModelType;

    /// <summary>Experts a token.</summary>
    public int Choices => Configuration.Choices ?? Family.Choices;

    /// <summary>The layers of experts, in the order of the files.</summary>
    public IReadOnlyList<ExpertLayerInfo> Layers { get; }

    /// <summary>The number of tensors.</summary>
    public int TensorCount => Files.Names.Count;

    /// <summary>Bytes of all tensors.</summary>
    public long Bytes => Files.Bytes;

    /// <summary>Bytes of all experts.</summary>
    public long ExpertBytes => Layers.Sum(l => l.Bytes);

    /// <summary>The open files.</summary>
    internal ModelFiles Files { get; }

    /// <summary>What config.json says.</summary>
    internal ExpertConfiguration Configuration { get; }

    /// <summary>Opens a checkpoint and finds its layers of experts.</summary>
    /// <param name="path">A folder, a <c>.safetensors</c> file, or an index.</param>
    /// <returns>The open checkpoint, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">A file is damaged, no family of <see cref="ExpertFamilies"/> fits, or an expert is missing; the message names the tensor.</exception>
    /// <exception cref="IOException">There is no checkpoint.</exception>
    public static ExpertCheckpoint Open(string path)
    {
        var files = OpenFiles(path);
        try
        {
            var configuration = ExpertConfiguration.Read(files);
            var family = Choose(files, configuration.ModelType);
            return new ExpertCheckpoint(files, family, new ExpertLayerFinder(files, family).Find(), configuration);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The name of the tensor that says which stored expert each choice of a merged layer's router stands for.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <returns><c>expert_map.</c> and the name.</returns>
    public static string MapName(string layer) => $"expert_map.{layer}";

    /// <summary>Reads one expert.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="expert">The number of a stored expert.</param>
    /// <returns>The expert in its own number type; the caller owns it.</returns>
    /// <exception cref="KeyNotFoundException">There is no such layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such expert.</exception>
    public ExpertWeights ReadExpert(string layer, int expert)
    {
        var info = Layer(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(expert);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(expert, info.Stored);
        var layout = new ExpertLayout(Family, info);
        return ExpertWeights.Create(layout.Parts.Select(part => KeyValuePair.Create(part, (Tensor?)Read(layout.Place(expert, part), info.DType))), Family.Activation);
    }

    /// <summary>Reads a layer's router.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <returns>The weights (E, d), which the caller owns; null where the family's router is not known.</returns>
    /// <exception cref="KeyNotFoundException">There is no such layer.</exception>
    public Tensor? ReadRouter(string layer) => Family.Router is { } suffix ? Files.Find(Layer(layer).Name + suffix)!.File.Load(layer + suffix) : null;

    /// <summary>Reads a whole layer as a value.</summary>
    /// <remarks>The value routes by softmax and top-k. Sigmoid scores, selection biases and groups of experts (DeepSeek-V3) are not part of it.</remarks>
    /// <param name="layer">The layer's name.</param>
    /// <returns>Router, experts and map in 32-bit numbers at least; the caller frees the tensors.</returns>
    /// <exception cref="KeyNotFoundException">There is no such layer.</exception>
    /// <exception cref="InvalidDataException">The router is not known.</exception>
    public ExpertLayer ReadLayer(string layer)
    {
        var info = Layer(layer);
        var router = ReadRouter(layer) ?? throw new InvalidDataException($"{Path}: the router of '{layer}' is not known for the family {Family.Name}");
        var type = info.DType is ScalarType.Float16 or ScalarType.BFloat16 ? ScalarType.Float32 : info.DType;
        var experts = Enumerable.Range(0, info.Stored).Select(e => ReadExpert(layer, e).Map((_, t) => t.to(type))).ToArray();
        var options = new ExpertRouterOptions { TopK = Math.Min(Choices, info.Slots), NormalizeGates = Configuration.NormalizeGates ?? Family.NormalizeGates };
        return new ExpertLayer(router.to(type), experts, options, info.SlotToExpert, layer);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => Files.Dispose();

    /// <summary>A layer by name.</summary>
    internal ExpertLayerInfo Layer(string name) => _byName.TryGetValue(name, out var layer)
        ? layer
        : throw new KeyNotFoundException($"{Path}: has no layer of experts '{name}'; it has {string.Join(", ", Layers.Take(4).Select(l => l.Name))}{(Layers.Count > 4 ? ", ..." : "")}");

    /// <summary>Opens the files of a checkpoint of any naming.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or of another kind.</exception>
    /// <exception cref="IOException">There is no checkpoint.</exception>
    internal static ModelFiles OpenFiles(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        const string Expected = "expected a folder with model.safetensors or its index, or a .safetensors file";
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file or folder; {Expected}");
        }

        return Directory.Exists(path) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) || path.EndsWith(SafetensorsIndex.Ending, StringComparison.OrdinalIgnoreCase)
            ? ModelFiles.Open(new ModelReference(path), path)
            : throw new InvalidDataException($"{path}: is a file of another kind; {Expected}");
    }

    private static ExpertFamily Choose(ModelFiles files, string? modelType)
    {
        var fitting = ExpertFamilies.All.Where(family => Fits(files, family)).ToArray();
        if (fitting.Length == 0 && files.Files[0].Metadata.TryGetValue(CheckpointOutput.CompressedKey, out var method))
        {
            throw new InvalidDataException($"{files.Path}: its experts are compressed ({method}); restore them first ('moe compress --restore')");
        }

        if (fitting.Length == 0)
        {
            throw new InvalidDataException($"{files.Path}: has no layer of experts in a naming that is known ({string.Join(", ", ExpertFamilies.All.Select(f => f.Name))}); its first tensor is '{files.Names.First()}'");
        }

        return fitting.FirstOrDefault(f => modelType is not null && f.ModelTypes.Contains(modelType))
            ?? fitting.FirstOrDefault(f => f.Shared is not null && files.Names.Any(n => n.Contains($"mlp{f.Shared}.", StringComparison.Ordinal)))
            ?? fitting.FirstOrDefault(f => f.Shared is null)
            ?? fitting[0];
    }

    private static bool Fits(ModelFiles files, ExpertFamily family)
    {
        var patterns = family.Experts.Select(family.Pattern).ToArray();
        return patterns.All(pattern => files.Names.Any(pattern.IsMatch));
    }

    /// <summary>Reads one matrix of one expert.</summary>
    internal Tensor ReadPart(ExpertLayerInfo layer, int expert, ExpertPart part) => Read(new ExpertLayout(Family, layer).Place(expert, part), layer.DType);

    private Tensor Read(ExpertPlace place, ScalarType type)
    {
        var stored = Files.Find(place.Tensor)!;
        var result = empty(place.Shape, type);
        try
        {
            TensorBytes.Visit(result, (position, bytes) => stored.File.Read(stored.Entry.Offset + place.Offset + position, bytes));
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
