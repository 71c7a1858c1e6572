using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The message GraphProto: nodes, stored tensors, inputs, outputs and what is known of values between them.</summary>
internal sealed class GraphMessage : ProtoMessage
{
    public string Name { get; private set; } = string.Empty;

    public List<NodeMessage> Nodes { get; } = [];

    public List<TensorMessage> Initialisers { get; } = [];

    public List<ValueInfoMessage> Inputs { get; } = [];

    public List<ValueInfoMessage> Outputs { get; } = [];

    public List<ValueInfoMessage> Values { get; } = [];

    /// <summary>Whether the graph stores sparse tensors, which are not read.</summary>
    public bool HasSparse { get; private set; }

    /// <summary>Every name that a node of this graph, or of a graph within it, takes as input: what it may capture from outside is among them.</summary>
    public IEnumerable<string> NamesRead() => Nodes.SelectMany(node => node.Inputs.Concat(node.Attributes.SelectMany(attribute => attribute.Graphs).SelectMany(graph => graph.NamesRead())))
        .Concat(Outputs.Select(output => output.Name));

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Nodes.Add(Message<NodeMessage>(input));
                return true;
            case 2:
                Name = input.ReadString();
                return true;
            case 5:
                Initialisers.Add(Message<TensorMessage>(input));
                return true;
            case 11:
                Inputs.Add(Message<ValueInfoMessage>(input));
                return true;
            case 12:
                Outputs.Add(Message<ValueInfoMessage>(input));
                return true;
            case 13:
                Values.Add(Message<ValueInfoMessage>(input));
                return true;
            case 15:
                HasSparse = true;
                return false;
            default:
                return false;
        }
    }
}
