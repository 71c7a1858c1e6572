using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ResearchKit.Onnx;

/// <summary>The message TensorProto: sizes, element type and data, in bytes, in numbers or in another file.</summary>
internal sealed class TensorMessage : ProtoMessage
{
    public RepeatedField<long> Dimensions { get; } = [];

    public int ElementType { get; private set; }

    public string Name { get; private set; } = string.Empty;

    public ByteString? Raw { get; private set; }

    /// <summary>Where in the file <see cref="Raw"/> begins.</summary>
    public long RawOffset { get; private set; }

    public RepeatedField<float> Floats { get; } = [];

    public RepeatedField<int> Integers32 { get; } = [];

    public RepeatedField<long> Integers64 { get; } = [];

    public RepeatedField<double> Doubles { get; } = [];

    public RepeatedField<ulong> Unsigned64 { get; } = [];

    /// <summary>Whether the data lies in another file.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>Whether the tensor is a part of one that is stored in several pieces.</summary>
    public bool IsSegment { get; private set; }

    /// <summary>Where the data lies: location, offset, length.</summary>
    public Dictionary<string, string> External { get; } = new(StringComparer.Ordinal);

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Dimensions.AddEntriesFrom(input, FieldCodec.ForInt64(tag));
                return true;
            case 2:
                ElementType = input.ReadInt32();
                return true;
            case 3:
                IsSegment = true;
                return false;
            case 4:
                Floats.AddEntriesFrom(input, FieldCodec.ForFloat(tag));
                return true;
            case 5:
                Integers32.AddEntriesFrom(input, FieldCodec.ForInt32(tag));
                return true;
            case 7:
                Integers64.AddEntriesFrom(input, FieldCodec.ForInt64(tag));
                return true;
            case 8:
                Name = input.ReadString();
                return true;
            case 9:
                Raw = input.ReadBytes();
                RawOffset = input.Position - Raw.Length;
                return true;
            case 10:
                Doubles.AddEntriesFrom(input, FieldCodec.ForDouble(tag));
                return true;
            case 11:
                Unsigned64.AddEntriesFrom(input, FieldCodec.ForUInt64(tag));
                return true;
            case 13:
                var entry = Message<EntryMessage>(input);
                External[entry.Key] = entry.Value;
                return true;
            case 14:
                IsExternal = input.ReadInt32() == 1;
                return true;
            default:
                return false;
        }
    }
}
