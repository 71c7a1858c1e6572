using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The message OperatorSetIdProto: a domain of operators and its version.</summary>
internal sealed class OperatorSetMessage : ProtoMessage
{
    public string Domain { get; private set; } = string.Empty;

    public long Version { get; private set; }

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Domain = input.ReadString();
                return true;
            case 2:
                Version = input.ReadInt64();
                return true;
            default:
                return false;
        }
    }
}
