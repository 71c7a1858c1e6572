using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>A network read from an ONNX file: its graph of operators and the tensors it stores.</summary>
/// <remarks>
/// The graph is checked: every value is made once, and before it is read. Constants of the graph count as stored tensors. The model owns its tensors.
/// Reference: the Open Neural Network Exchange, onnx.proto, operator sets 7 to 23.
/// </remarks>
public sealed class OnnxModel : IDisposable
{
    private readonly Dictionary<string, Tensor> _stored;
    private readonly IReadOnlyList<Tensor> _settings;
    private readonly HashSet<string> _parameters;
    private readonly Dictionary<string, long> _offsets;

    internal OnnxModel(string path, string producer, int operatorSet, OnnxGraph graph)
    {
        FilePath = path;
        Producer = producer;
        OperatorSet = operatorSet;
        Nodes = graph.Nodes;
        Inputs = graph.Inputs;
        Outputs = graph.Outputs;
        Values = graph.Values;
        _stored = graph.Stored;
        _settings = graph.Settings;
        _parameters = graph.Parameters;
        _offsets = graph.Offsets;
    }

    /// <summary>The file's path as it was given.</summary>
    public string FilePath { get; }

    /// <summary>The program that wrote the file, as it calls itself.</summary>
    public string Producer { get; }

    /// <summary>The version of ONNX's own operators.</summary>
    public int OperatorSet { get; }

    /// <summary>The operators, each after those whose values it reads; constants are left out.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>What the caller must give, in order; stored tensors are left out.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>What the network computes, in order.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; }

    /// <summary>What the file says about values on the way, by name.</summary>
    public IReadOnlyDictionary<string, OnnxValueInfo> Values { get; }

    /// <summary>All stored tensors by name: weights, and constants such as shapes.</summary>
    public IReadOnlyDictionary<string, Tensor> Stored => _stored;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; tensors that it keeps in other files must lie in its folder or below.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The file is no ONNX model that can be read; the message names the file and the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static OnnxModel Load(string path) => new OnnxReader(path).Read();

    /// <summary>The weights: the stored floating point tensors, scalars among the graph's constants left out, in the file's order.</summary>
    /// <returns>The model's own tensors by name; not to be disposed.</returns>
    public IReadOnlyDictionary<string, Tensor> StateDict() =>
        _stored.Where(pair => _parameters.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Runs the network on the kit's tensors, in the order of the file; half precision is computed in float32.</summary>
    /// <param name="inputs">A tensor for each of <see cref="Inputs"/>.</param>
    /// <param name="stateDict">Tensors to use in place of the stored ones, by name; null for the stored ones.</param>
    /// <returns>A tensor for each of <see cref="Outputs"/>, owned by the caller.</returns>
    /// <exception cref="ArgumentException">An input is missing, unknown or of another shape, or a tensor of the state dict does not fit.</exception>
    /// <exception cref="NotSupportedException">The graph has an operator that the kit does not know; the message names it.</exception>
    /// <exception cref="InvalidDataException">An operator refuses what it is given; the message names the node.</exception>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor>? stateDict = null) =>
        new OnnxInterpreter(this).Run(inputs, stateDict);

    /// <summary>Writes a copy of the file with other weights: everything else, graph and names, stays as it is, byte for byte.</summary>
    /// <param name="path">The new file, whole or not at all; it may be the file that was read.</param>
    /// <param name="stateDict">The weights to replace, in the shapes of the stored ones; rounded to their types.</param>
    /// <exception cref="ArgumentException">A weight is not in the model or has another shape.</exception>
    /// <exception cref="NotSupportedException">The file keeps a weight elsewhere or as a list of numbers rather than as bytes.</exception>
    /// <exception cref="IOException">The file cannot be written, or the one that was read has changed.</exception>
    public void Save(string path, IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(stateDict);
        var places = stateDict.Select(pair => OnnxPatch.Of(FilePath, pair.Key, pair.Value, _stored.GetValueOrDefault(pair.Key), _offsets)).OrderBy(patch => patch.Offset).ToList();
        OnnxPatch.Write(FilePath, path, places);
    }

    /// <summary>Frees the stored tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in _stored.Values.Concat(_settings))
        {
            tensor.Dispose();
        }
    }
}
