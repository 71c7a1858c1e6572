using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Reads an ONNX file and checks that it is a graph.</summary>
internal sealed class OnnxReader(string path)
{
    private const int OldestOperators = 7;
    private const int NewestOperators = 23;
    private const int MaxNesting = 64;

    private readonly TensorReader _tensors = new(path);
    private readonly Dictionary<string, Tensor> _stored = new(StringComparer.Ordinal);
    private readonly List<Tensor> _settings = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public OnnxModel Read()
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var message = Parse();
        var graph = message.Graph ?? throw Fault("holds no graph; expected an ONNX model");
        var version = message.OperatorSets.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).DefaultIfEmpty(0).Max();
        if (version is < OldestOperators or > NewestOperators)
        {
            throw Fault(version == 0 ? "does not name the version of its operators" : $"uses version {version} of ONNX's operators; expected {OldestOperators} to {NewestOperators}");
        }

        if (graph.HasSparse)
        {
            throw Fault("stores sparse tensors, which is not supported");
        }

        try
        {
            return new OnnxModel(path, message.Producer, (int)version, Check(graph));
        }
        catch
        {
            foreach (var tensor in _stored.Values.Concat(_settings))
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    private ModelMessage Parse()
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var input = CodedInputStream.CreateWithLimits(stream, int.MaxValue, MaxNesting);
            var message = new ModelMessage();
            message.MergeFrom(input);
            return message;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or OverflowException or ArgumentException or OutOfMemoryException)
        {
            throw new InvalidDataException($"{path}: is no ONNX file: {error.Message}", error);
        }
    }

    private OnnxGraph Check(GraphMessage graph)
    {
        foreach (var initialiser in graph.Initialisers)
        {
            Define(initialiser.Name, "a stored tensor");
            var tensor = _tensors.Read(initialiser, $"tensor '{initialiser.Name}'");
            _stored.Add(initialiser.Name, tensor);
            if (tensor.is_floating_point())
            {
                _parameters.Add(initialiser.Name);
            }

            Locate(initialiser.Name, initialiser);
        }

        var inputs = new List<OnnxValueInfo>();
        foreach (var input in graph.Inputs.Where(input => !_stored.ContainsKey(input.Name)))
        {
            Define(input.Name, "an input");
            inputs.Add(Info(input));
        }

        var nodes = new List<OnnxNode>();
        foreach (var message in graph.Nodes)
        {
            var node = Node(message);
            if (node is not null)
            {
                nodes.Add(node);
            }
        }

        var missing = graph.Outputs.FirstOrDefault(output => !_known.Contains(output.Name));
        if (missing is not null)
        {
            throw Fault($"promises the output '{missing.Name}', which nothing makes");
        }

        var values = new Dictionary<string, OnnxValueInfo>(StringComparer.Ordinal);
        foreach (var value in graph.Values.Concat(graph.Outputs))
        {
            values[value.Name] = Info(value);
        }

        return new OnnxGraph(nodes, inputs, [.. graph.Outputs.Select(Info)], values, _stored, _settings, _parameters, _offsets);
    }

    private OnnxNode? Node(NodeMessage message)
    {
        var name = message.Name.Length > 0 ? message.Name : message.Outputs.FirstOrDefault(output => output.Length > 0) ?? message.Operator;
        var what = $"node '{name}' ({message.Operator})";
        var stranger = message.Inputs.FirstOrDefault(input => input.Length > 0 && !_known.Contains(input));
        if (stranger is not null)
        {
            throw Fault($"{what} reads '{stranger}', which nothing before it makes");
        }

        var attributes = new OnnxAttributes(message.Attributes);
        foreach (var output in message.Outputs.Where(output => output.Length > 0))
        {
            Define(output, what);
        }

        if (message is { Operator: "Constant", Domain: "" or "ai.onnx" })
        {
            AddConstant(message, attributes, what);
            return null;
        }

        foreach (var (key, tensor) in attributes.TensorMessages)
        {
            var value = _tensors.Read(tensor, $"attribute '{key}' of {what}");
            attributes.SetTensor(key, value);
            _settings.Add(value);
        }

        var captured = message.Attributes.SelectMany(attribute => attribute.Graphs).SelectMany(graph => graph.NamesRead()).Where(_known.Contains).Distinct().ToList();
        return new OnnxNode(name, message.Operator, message.Domain == "ai.onnx" ? string.Empty : message.Domain, message.Inputs, message.Outputs, captured, attributes);
    }

    private void AddConstant(NodeMessage message, OnnxAttributes attributes, string what)
    {
        if (message.Outputs.Count != 1)
        {
            throw Fault($"{what} has {message.Outputs.Count} outputs; expected 1");
        }

        var stored = attributes.TensorMessages.FirstOrDefault(pair => pair.Key == "value").Value;
        var value = stored is not null ? _tensors.Read(stored, what)
            : attributes.Has("value_int") ? torch.tensor(attributes.Int("value_int", 0))
            : attributes.Has("value_float") ? torch.tensor((float)attributes.Real("value_float", 0))
            : attributes.Ints("value_ints") is { } integers ? torch.tensor(integers)
            : attributes.Reals("value_floats") is { } reals ? torch.tensor(reals)
            : throw Fault($"{what} holds no tensor and no numbers");
        _stored.Add(message.Outputs[0], value);
        if (value.is_floating_point() && value.numel() > 1)
        {
            _parameters.Add(message.Outputs[0]);
        }

        Locate(message.Outputs[0], stored);
    }

    private void Locate(string name, TensorMessage? message)
    {
        if (message is { Raw: not null, IsExternal: false, External.Count: 0 })
        {
            _offsets.Add(name, message.RawOffset);
        }
    }

    private void Define(string name, string by)
    {
        if (name.Length == 0 || !_known.Add(name))
        {
            throw Fault(name.Length == 0 ? $"{by} has no name" : $"has the value '{name}' twice, the second time as {by}");
        }
    }

    private static OnnxValueInfo Info(ValueInfoMessage message) => new(
        message.Name,
        message.Type?.Tensor is { } type ? OnnxElementType.Of(type.ElementType) : null,
        message.Type?.Tensor?.Shape?.Dimensions.Select(dimension => new OnnxDimension(dimension.Size, dimension.Name)).ToList());

    private InvalidDataException Fault(string what) => new($"{path}: {what}");
}
