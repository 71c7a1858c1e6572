using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ResearchKit.Onnx;

/// <summary>A protocol buffers message that is read field by field, never written: nesting and lengths are bounded by the stream that reads it.</summary>
internal abstract class ProtoMessage : IMessage
{
    MessageDescriptor IMessage.Descriptor => throw new NotSupportedException("ONNX messages are read by hand and have no descriptor.");

    /// <summary>Reads fields until the message ends.</summary>
    public void MergeFrom(CodedInputStream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            if (!Read(input, WireFormat.GetTagFieldNumber(tag), tag))
            {
                input.SkipLastField();
            }
        }
    }

    void IMessage.WriteTo(CodedOutputStream output) => throw new NotSupportedException("ONNX messages are read, not written.");

    int IMessage.CalculateSize() => throw new NotSupportedException("ONNX messages are read, not written.");

    /// <summary>Reads the value of one field, or leaves it unread and returns false.</summary>
    protected abstract bool Read(CodedInputStream input, int field, uint tag);

    /// <summary>Reads a message of a known type.</summary>
    protected static T Message<T>(CodedInputStream input)
        where T : ProtoMessage, new()
    {
        var message = new T();
        input.ReadMessage(message);
        return message;
    }
}
