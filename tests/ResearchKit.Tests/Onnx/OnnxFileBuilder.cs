using Google.Protobuf;

namespace ResearchKit.Tests.Onnx;

/// <summary>Writes small ONNX files field by field, so that tests can make what no exporter would.</summary>
internal sealed class OnnxFileBuilder
{
    private readonly List<byte[]> _graph = [];

    public long OperatorSet { get; set; } = 13;

    public OnnxFileBuilder Node(string @operator, string[] inputs, string[] outputs, string domain = "", params (string Name, long Value)[] attributes) =>
        Add(1, message =>
        {
            foreach (var input in inputs)
            {
                Text(message, 1, input);
            }

            foreach (var output in outputs)
            {
                Text(message, 2, output);
            }

            Text(message, 4, @operator);
            Text(message, 7, domain);
            foreach (var (name, value) in attributes)
            {
                Bytes(message, 5, Message(attribute =>
                {
                    Text(attribute, 1, name);
                    Number(attribute, 3, value);
                }));
            }
        });

    /// <summary>A node with a branch whose graph reads a value from outside.</summary>
    public OnnxFileBuilder Branch(string condition, string captured, string output)
    {
        var inner = Message(graph =>
        {
            Bytes(graph, 1, Message(node =>
            {
                Text(node, 1, captured);
                Text(node, 2, "inner");
                Text(node, 4, "Relu");
            }));
            Bytes(graph, 12, Info("inner", []));
        });
        return Add(1, message =>
        {
            Text(message, 1, condition);
            Text(message, 2, output);
            Text(message, 4, "If");
            Bytes(message, 5, Message(attribute =>
            {
                Text(attribute, 1, "then_branch");
                Bytes(attribute, 6, inner);
            }));
        });
    }

    public OnnxFileBuilder Weight(string name, long[] shape, float[]? values = null, int elementType = 1, (string Key, string Value)[]? external = null) =>
        Add(5, message =>
        {
            foreach (var size in shape)
            {
                Number(message, 1, size);
            }

            Number(message, 2, elementType);
            Text(message, 8, name);
            if (external is null)
            {
                Bytes(message, 9, (values ?? Draw(name, shape)).SelectMany(BitConverter.GetBytes).ToArray());
                return;
            }

            foreach (var (key, value) in external)
            {
                Bytes(message, 13, Message(entry =>
                {
                    Text(entry, 1, key);
                    Text(entry, 2, value);
                }));
            }

            Number(message, 14, 1);
        });

    public OnnxFileBuilder Input(string name, params long[] shape) => Add(11, Info(name, shape));

    public OnnxFileBuilder Output(string name, params long[] shape) => Add(12, Info(name, shape));

    public OnnxFileBuilder Value(string name, params long[] shape) => Add(13, Info(name, shape));

    public byte[] Build() => Message(model =>
    {
        Number(model, 1, 8);
        Bytes(model, 7, [.. _graph.SelectMany(part => part)]);
        Bytes(model, 8, Message(set => Number(set, 2, OperatorSet)));
    });

    private static float[] Draw(string name, long[] shape)
    {
        var random = new Seed(3).For(name).ToRandom();
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private OnnxFileBuilder Add(int field, Action<CodedOutputStream> write) => Add(field, Message(write));

    private OnnxFileBuilder Add(int field, byte[] message)
    {
        _graph.Add(Message(graph => Bytes(graph, field, message)));
        return this;
    }

    private static byte[] Info(string name, long[] shape) => Message(info =>
    {
        Text(info, 1, name);
        Bytes(info, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Number(tensor, 1, 1);
            Bytes(tensor, 2, Message(sizes => Array.ForEach(shape, size => Bytes(sizes, 1, Message(dimension => Number(dimension, 1, size))))));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(output);
        }

        return buffer.ToArray();
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }
}
