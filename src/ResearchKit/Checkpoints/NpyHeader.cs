using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>The checked header of a .npy file.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="IsSwapped">Whether the bytes of an element are in the other order than this machine's.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes, none for a scalar.</param>
/// <param name="Offset">Where the data begins.</param>
/// <param name="Length">The bytes that the data takes.</param>
internal sealed record NpyHeader(ScalarType DType, bool IsSwapped, bool IsFortran, long[] Shape, long Offset, long Length)
{
    private const int Alignment = 64;
    private const int LargestHeader = 1 << 16;
    private const int PrefixOfVersion1 = 10;
    private const int PrefixOfVersion2 = 12;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads and checks the header of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message starts with the file's path.</exception>
    public static NpyHeader Read(MappedFile file)
    {
        Span<byte> prefix = stackalloc byte[PrefixOfVersion2];
        prefix = prefix[..(int)Math.Min(file.Length, PrefixOfVersion2)];
        file.Read(0, prefix);
        if (!prefix.StartsWith(Magic) || prefix.Length < PrefixOfVersion2)
        {
            throw Fault(file, $"starts with {Convert.ToHexString(prefix)}; a .npy file starts with {Convert.ToHexString(Magic)}, a version and a header");
        }

        var major = prefix[Magic.Length];
        if (major is < 1 or > 3 || prefix[Magic.Length + 1] != 0)
        {
            throw Fault(file, $"is of version {major}.{prefix[Magic.Length + 1]}; expected 1.0, 2.0 or 3.0");
        }

        var start = major == 1 ? PrefixOfVersion1 : PrefixOfVersion2;
        var length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (length > file.Length - start || length > LargestHeader)
        {
            throw Fault(file, $"promises a header of {length} bytes; the file is {file.Length} bytes long and a header takes at most {LargestHeader}");
        }

        var text = new byte[length];
        file.Read(start, text);
        return Check(file, NpyHeaderParser.Parse(Encoding.UTF8.GetString(text), file.FilePath), start + length);
    }

    /// <summary>The bytes before the data of a file of version 1.0 in C order.</summary>
    public static byte[] Write(string descriptor, ReadOnlySpan<long> shape)
    {
        var sizes = new StringBuilder();
        foreach (var size in shape)
        {
            sizes.Append(System.Globalization.CultureInfo.InvariantCulture, $"{size}, ");
        }

        // A tuple of one keeps its comma: (3,). The others lose it: (3, 4), ().
        var tuple = shape.Length == 1 ? sizes.ToString().TrimEnd() : sizes.ToString().TrimEnd(' ', ',');
        var text = $"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': ({tuple}), }}";
        var length = (PrefixOfVersion1 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - PrefixOfVersion1));
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixOfVersion1));
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Check(MappedFile file, NpyHeaderParser.Fields fields, long dataStart)
    {
        if (NpyDType.Parse(fields.Descriptor) is not { } type)
        {
            var reason = fields.Descriptor.Contains('O', StringComparison.Ordinal) ? " Python objects are not read, because unpickling runs code." : string.Empty;
            throw Fault(file, $"has elements of type '{fields.Descriptor}'; expected one of {NpyDType.Codes} (convert with numpy's astype).{reason}");
        }

        var needed = ElementSize.Bytes(fields.Shape, type.DType, $"{file.FilePath}: the array");
        if (needed != file.Length - dataStart)
        {
            throw Fault(file, $"has {file.Length - dataStart} bytes of data; {fields.Descriptor} ({string.Join(", ", fields.Shape)}) takes {needed}");
        }

        return new NpyHeader(type.DType, type.IsSwapped, fields.IsFortran, fields.Shape, dataStart, needed);
    }

    private static InvalidDataException Fault(MappedFile file, string what) => new($"{file.FilePath}: {what}");
}
