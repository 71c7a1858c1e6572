using Google.Protobuf;

namespace ResearchKit.Onnx;

/// <summary>The messages ValueInfoProto, TypeProto and TypeProto.Tensor, which nest: the name, element type and shape of a value.</summary>
internal sealed class ValueInfoMessage : ProtoMessage
{
    public string Name { get; private set; } = string.Empty;

    public TypeMessage? Type { get; private set; }

    protected override bool Read(CodedInputStream input, int field, uint tag)
    {
        switch (field)
        {
            case 1:
                Name = input.ReadString();
                return true;
            case 2:
                Type = Message<TypeMessage>(input);
                return true;
            default:
                return false;
        }
    }

    internal sealed class TypeMessage : ProtoMessage
    {
        /// <summary>Null for sequences, maps and other values that are no tensors.</summary>
        public TensorTypeMessage? Tensor { get; private set; }

        protected override bool Read(CodedInputStream input, int field, uint tag)
        {
            if (field != 1)
            {
                return false;
            }

            Tensor = Message<TensorTypeMessage>(input);
            return true;
        }
    }

    internal sealed class TensorTypeMessage : ProtoMessage
    {
        public int ElementType { get; private set; }

        /// <summary>Null where the file does not say the number of axes.</summary>
        public ShapeMessage? Shape { get; private set; }

        protected override bool Read(CodedInputStream input, int field, uint tag)
        {
            switch (field)
            {
                case 1:
                    ElementType = input.ReadInt32();
                    return true;
                case 2:
                    Shape = Message<ShapeMessage>(input);
                    return true;
                default:
                    return false;
            }
        }
    }

    internal sealed class ShapeMessage : ProtoMessage
    {
        public List<DimensionMessage> Dimensions { get; } = [];

        protected override bool Read(CodedInputStream input, int field, uint tag)
        {
            if (field != 1)
            {
                return false;
            }

            Dimensions.Add(Message<DimensionMessage>(input));
            return true;
        }
    }

    internal sealed class DimensionMessage : ProtoMessage
    {
        public long? Size { get; private set; }

        public string? Name { get; private set; }

        protected override bool Read(CodedInputStream input, int field, uint tag)
        {
            switch (field)
            {
                case 1:
                    Size = input.ReadInt64();
                    return true;
                case 2:
                    Name = input.ReadString();
                    return true;
                default:
                    return false;
            }
        }
    }
}
