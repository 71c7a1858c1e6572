using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Reads the batches of CIFAR-10's binary version.</summary>
/// <remarks>A record is one byte for the label, then 1,024 bytes each of red, green and blue in row-major order.</remarks>
internal static class Cifar10Reader
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Pixels = Channels * Side * Side;
    private const int Record = 1 + Pixels;
    private const int Classes = 10;

    /// <summary>Reads batch files one after the other.</summary>
    /// <param name="paths">The files, in order.</param>
    /// <returns>Images (n, 3, 32, 32) and labels that the caller owns.</returns>
    /// <exception cref="InvalidDataException">A length is no whole number of records, or a label is above 9.</exception>
    public static LabelledImages Read(IReadOnlyList<string> paths)
    {
        var count = paths.Sum(CountRecords);
        var images = empty([count, Channels, Side, Side], ScalarType.Float32);
        var labels = empty([count], ScalarType.Int64);
        try
        {
            var next = 0;
            foreach (var path in paths)
            {
                next += Read(path, MemoryMarshal.Cast<byte, float>(images.bytes)[(next * Pixels)..], MemoryMarshal.Cast<byte, long>(labels.bytes)[next..]);
            }

            return new LabelledImages(images, labels);
        }
        catch
        {
            images.Dispose();
            labels.Dispose();
            throw;
        }
    }

    private static long CountRecords(string path)
    {
        var length = new FileInfo(path).Length;
        return length > 0 && length % Record == 0
            ? length / Record
            : throw new InvalidDataException($"{path}: is {length} bytes long; expected a multiple of {Record}, the size of a record");
    }

    private static int Read(string path, Span<float> images, Span<long> labels)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var record = new byte[Record];
        var count = (int)(file.Length / Record);
        for (var i = 0; i < count; i++)
        {
            file.ReadExactly(record);
            if (record[0] >= Classes)
            {
                throw new InvalidDataException($"{path}: record {i} has the label {record[0]}; expected 0 to {Classes - 1}");
            }

            labels[i] = record[0];
            for (var p = 0; p < Pixels; p++)
            {
                images[(i * Pixels) + p] = record[1 + p] / 255f;
            }
        }

        return count;
    }
}
