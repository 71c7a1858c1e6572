using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>The settings of a node, with the defaults of the operator where the file leaves them out.</summary>
internal sealed class OnnxAttributes
{
    private readonly Dictionary<string, AttributeMessage> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    public OnnxAttributes(IEnumerable<AttributeMessage> messages)
    {
        foreach (var message in messages)
        {
            _messages[message.Name] = message;
        }
    }

    /// <summary>The attributes that hold tensors, to be decoded by who knows the file.</summary>
    public IEnumerable<KeyValuePair<string, TensorMessage>> TensorMessages =>
        _messages.Where(pair => pair.Value.Tensor is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Tensor!));

    public void SetTensor(string name, Tensor tensor) => _tensors[name] = tensor;

    public bool Has(string name) => _messages.ContainsKey(name);

    public long Int(string name, long absent) => _messages.TryGetValue(name, out var message) ? message.Integer ?? 0 : absent;

    public double Real(string name, double absent) => _messages.TryGetValue(name, out var message) ? message.Real ?? 0 : absent;

    public string Text(string name, string absent) => _messages.TryGetValue(name, out var message) ? message.Text ?? string.Empty : absent;

    public long[]? Ints(string name) => _messages.TryGetValue(name, out var message) ? [.. message.Integers] : null;

    public float[]? Reals(string name) => _messages.TryGetValue(name, out var message) ? [.. message.Reals] : null;

    public Tensor? Tensor(string name) => _tensors.GetValueOrDefault(name);
}
