using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The message StringStringEntryProto.</summary>
internal sealed class EntryMessage : ProtoMessage
{
    public string Key { get; private set; } = string.Empty;

    public string Value { get; private set; } = string.Empty;

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Key = input.ReadString();
                return true;
            case 2:
                Value = input.ReadString();
                return true;
            default:
                return false;
        }
    }
}
