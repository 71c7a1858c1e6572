using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The message NodeProto: one operator with the names of its inputs and outputs.</summary>
internal sealed class NodeMessage : ProtoMessage
{
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public string Name { get; private set; } = string.Empty;

    public string Operator { get; private set; } = string.Empty;

    public string Domain { get; private set; } = string.Empty;

    public List<AttributeMessage> Attributes { get; } = [];

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Inputs.Add(input.ReadString());
                return true;
            case 2:
                Outputs.Add(input.ReadString());
                return true;
            case 3:
                Name = input.ReadString();
                return true;
            case 4:
                Operator = input.ReadString();
                return true;
            case 5:
                Attributes.Add(Message<AttributeMessage>(input));
                return true;
            case 7:
                Domain = input.ReadString();
                return true;
            default:
                return false;
        }
    }
}
