using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Merging;

/// <summary>Writes checkpoints of any size without holding them in memory.</summary>
internal static class GeneratedCheckpoint
{
    private const int Values = 1 << 22;

    /// <summary>Writes a file of equal tensors of normal values, which repeat after four million.</summary>
    public static void Write(string path, int tensors, long bytes, int columns, ScalarType type, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var values = randn(Values, generator: generator).to(type);
        var size = type == ScalarType.BFloat16 ? 2 : 4;

        // The same bytes for every type, so that sizes of files compare.
        long[] shape = [bytes / columns / size, columns];
        var layout = new SafetensorsLayout([.. Enumerable.Range(0, tensors).Select(i => new SafetensorsLayout.Item($"layers.{i}.weight", type, shape, bytes))], null);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        stream.Write(layout.Header);
        for (var left = tensors * bytes; left > 0; left -= Math.Min(left, values.bytes.Length))
        {
            stream.Write(values.bytes[..(int)Math.Min(left, values.bytes.Length)]);
        }
    }
}
