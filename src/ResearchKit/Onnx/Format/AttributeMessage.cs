using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ResearchKit.Onnx;

/// <summary>The message AttributeProto: a named setting of a node.</summary>
internal sealed class AttributeMessage : ProtoMessage
{
    public string Name { get; private set; } = string.Empty;

    public float? Real { get; private set; }

    public long? Integer { get; private set; }

    public string? Text { get; private set; }

    public TensorMessage? Tensor { get; private set; }

    public List<GraphMessage> Graphs { get; } = [];

    public RepeatedField<float> Reals { get; } = [];

    public RepeatedField<long> Integers { get; } = [];

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Name = input.ReadString();
                return true;
            case 2:
                Real = input.ReadFloat();
                return true;
            case 3:
                Integer = input.ReadInt64();
                return true;
            case 4:
                Text = input.ReadBytes().ToStringUtf8();
                return true;
            case 5:
                Tensor = Message<TensorMessage>(input);
                return true;
            case 6 or 11:
                Graphs.Add(Message<GraphMessage>(input));
                return true;
            case 7:
                Reals.AddEntriesFrom(input, FieldCodec.ForFloat(tag));
                return true;
            case 8:
                Integers.AddEntriesFrom(input, FieldCodec.ForInt64(tag));
                return true;
            default:
                return false;
        }
    }
}
