using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf.Collections;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Makes tensors of what a file stores; sizes are held against the data before anything is allocated.</summary>
internal sealed class TensorReader(string path)
{
    private const int MaxRank = 64;

    /// <summary>Reads one tensor, which the caller owns.</summary>
    /// <exception cref="InvalidDataException">Type, sizes and data do not fit; the message names the tensor.</exception>
    public Tensor Read(TensorMessage message, string what)
    {
        if (message.IsSegment)
        {
            throw Fault($"{what} is stored in segments, which is not supported");
        }

        var dtype = OnnxElementType.Of(message.ElementType) ?? throw Fault($"{what} has elements of type {OnnxElementType.NameOf(message.ElementType)}, which is not supported");
        var count = Count(message, what);
        if (message.IsExternal || message.External.Count > 0)
        {
            return ReadExternal(message, dtype, count, what);
        }

        if (message.Raw is { } raw)
        {
            var expected = count * OnnxElementType.Bytes(message.ElementType);
            return raw.Length == expected
                ? FromBytes(raw.Span, message, dtype, what)
                : throw Fault($"{what} of shape {Shape(message)} has {raw.Length} bytes of data; expected {expected}");
        }

        return FromNumbers(message, dtype, count, what);
    }

    private long Count(TensorMessage message, string what)
    {
        if (message.Dimensions.Count > MaxRank)
        {
            throw Fault($"{what} has {message.Dimensions.Count} axes; expected at most {MaxRank}");
        }

        var count = 1L;
        foreach (var size in message.Dimensions)
        {
            if (size < 0 || (size > 0 && count > long.MaxValue / 16 / size))
            {
                throw Fault($"{what} has the shape {Shape(message)}, which no tensor can have");
            }

            count *= size;
        }

        return count;
    }

    private Tensor FromBytes(ReadOnlySpan<byte> bytes, TensorMessage message, ScalarType dtype, string what)
    {
        if (OnnxElementType.Bytes(message.ElementType) == (int)ElementSize.Of(dtype))
        {
            if (dtype == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var bad)
            {
                throw Fault($"{what} is of truth values and has the byte {bytes[bad]}; expected 0 or 1");
            }

            var result = empty([.. message.Dimensions], dtype);
            if (!bytes.IsEmpty)
            {
                bytes.CopyTo(result.bytes);
            }

            return message.ElementType == 13 && HasNegative(result) ? throw Overflow(result, what) : result;
        }

        // What is left are the unsigned types of 16 and 32 bits, which are widened.
        var wide = new long[bytes.Length / OnnxElementType.Bytes(message.ElementType)];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = message.ElementType == 4 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);
        }

        return Shaped(torch.tensor(wide), message, dtype);
    }

    private Tensor FromNumbers(TensorMessage message, ScalarType dtype, long count, string what)
    {
        switch (message.ElementType)
        {
            case 1:
                return Shaped(torch.tensor(Exactly(message.Floats, count, message, what)), message, dtype);
            case 11:
                return Shaped(torch.tensor(Exactly(message.Doubles, count, message, what)), message, dtype);
            case 7:
                return Shaped(torch.tensor(Exactly(message.Integers64, count, message, what)), message, dtype);
            case 12 or 13:
                var unsigned = Exactly(message.Unsigned64, count, message, what);
                return Array.TrueForAll(unsigned, value => value <= long.MaxValue)
                    ? Shaped(torch.tensor(Array.ConvertAll(unsigned, value => (long)value)), message, dtype)
                    : throw Fault($"{what} holds an unsigned number above {long.MaxValue}");
            case 10 or 16:
                var halves = Exactly(message.Integers32, count, message, what);
                using (var bits = Shaped(torch.tensor(Array.ConvertAll(halves, value => unchecked((short)value))), message, ScalarType.Int16))
                {
                    var result = empty([.. message.Dimensions], dtype);
                    if (count > 0)
                    {
                        bits.bytes.CopyTo(result.bytes);
                    }

                    return result;
                }

            default:
                return Shaped(torch.tensor(Array.ConvertAll(Exactly(message.Integers32, count, message, what), value => (long)value)), message, dtype);
        }
    }

    private Tensor ReadExternal(TensorMessage message, ScalarType dtype, long count, string what)
    {
        if (!message.External.TryGetValue("location", out var location))
        {
            throw Fault($"{what} lies in another file that is not named");
        }

        var bytes = count * OnnxElementType.Bytes(message.ElementType);
        var offset = Number(message, "offset", 0, what);
        var length = Number(message, "length", bytes, what);
        using var file = new MappedFile(ExternalPath(location, what));
        if (length != bytes || offset > file.Length - length)
        {
            throw Fault($"{what} of shape {Shape(message)} takes {bytes} bytes; the file '{location}' of {file.Length} bytes is said to hold {length} from byte {offset} on");
        }

        if (OnnxElementType.Bytes(message.ElementType) != (int)ElementSize.Of(dtype))
        {
            var buffer = new byte[checked((int)bytes)];
            file.Read(offset, buffer);
            return FromBytes(buffer, message, dtype, what);
        }

        var result = empty([.. message.Dimensions], dtype);
        file.Read(offset, result, what);
        return result;
    }

    // External data lies beside the model or below; a path could lead anywhere.
    private string ExternalPath(string location, string what)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var full = Path.GetFullPath(Path.Combine(folder, location));
        var escapes = location.Length == 0 || Path.IsPathRooted(location) || location.AsSpan().IndexOfAny(":\\\0") >= 0
            || location.Split('/').Any(part => part is ".." or "")
            || !full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (escapes)
        {
            throw Fault($"{what} is said to lie in '{location}'; expected a file in the folder of the model");
        }

        if (!File.Exists(full))
        {
            throw Fault($"{what} lies in '{location}', which is not beside the model");
        }

        return File.ResolveLinkTarget(full, returnFinalTarget: true) is null ? full : throw Fault($"{what} lies in '{location}', which is a link; expected a file in the folder of the model");
    }

    private long Number(TensorMessage message, string key, long absent, string what)
    {
        if (!message.External.TryGetValue(key, out var text))
        {
            return absent;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault($"{what} gives '{text}' as the {key} of its data; expected a number");
    }

    private T[] Exactly<T>(RepeatedField<T> numbers, long count, TensorMessage message, string what) => numbers.Count == count
        ? [.. numbers]
        : throw Fault($"{what} of shape {Shape(message)} has {numbers.Count} numbers of its type {OnnxElementType.NameOf(message.ElementType)}; expected {count}");

    private static Tensor Shaped(Tensor flat, TensorMessage message, ScalarType dtype)
    {
        using (flat)
        {
            using var typed = flat.to_type(dtype);
            return typed.reshape([.. message.Dimensions]).clone();
        }
    }

    private static bool HasNegative(Tensor tensor)
    {
        using var negative = tensor.lt(0);
        using var any = negative.any();
        return any.ToBoolean();
    }

    private InvalidDataException Overflow(Tensor tensor, string what)
    {
        tensor.Dispose();
        return Fault($"{what} holds an unsigned number above {long.MaxValue}");
    }

    private static string Shape(TensorMessage message) => $"[{string.Join(", ", message.Dimensions)}]";

    private InvalidDataException Fault(string what) => new($"{path}: {what}");
}
