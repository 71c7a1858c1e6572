using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The message ModelProto of onnx.proto: the graph and the versions of the operator sets.</summary>
internal sealed class ModelMessage : ProtoMessage
{
    public long IrVersion { get; private set; }

    public string Producer { get; private set; } = string.Empty;

    public GraphMessage? Graph { get; private set; }

    public List<OperatorSetMessage> OperatorSets { get; } = [];

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                IrVersion = input.ReadInt64();
                return true;
            case 2:
                Producer = input.ReadString();
                return true;
            case 7:
                Graph = Message<GraphMessage>(input);
                return true;
            case 8:
                OperatorSets.Add(Message<OperatorSetMessage>(input));
                return true;
            default:
                return false;
        }
    }
}
