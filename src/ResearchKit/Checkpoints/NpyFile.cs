using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>An open .npy file whose array is read whole or in runs of rows.</summary>
/// <remarks>
/// Opening reads and checks the header alone: versions 1.0 to 3.0, either byte order, C and Fortran order. Types that tensors do not
/// have, structured types and Python objects are refused; nothing in a file is executed. Do not change the file while it is open.
/// Reference: NumPy enhancement proposal 1, "A simple file format for NumPy arrays".
/// </remarks>
public sealed class NpyFile : IDisposable
{
    private const long PieceElements = 1 << 25;

    private readonly MappedFile _file;
    private readonly NpyHeader _header;

    private NpyFile(MappedFile file, NpyHeader header)
    {
        _file = file;
        _header = header;
    }

    /// <summary>The file's path as it was given.</summary>
    public string FilePath => _file.FilePath;

    /// <summary>The type of the elements.</summary>
    public ScalarType DType => _header.DType;

    /// <summary>The sizes, none for a scalar.</summary>
    public IReadOnlyList<long> Shape => _header.Shape;

    /// <summary>Whether the file has the first index run fastest; tensors that are read are row-major in either case.</summary>
    public bool IsFortranOrder => _header.IsFortran;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says, or its length does not fit; the message names the file and the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static NpyFile Open(string path)
    {
        var file = new MappedFile(path);
        try
        {
            return new NpyFile(file, NpyHeader.Read(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the whole array.</summary>
    /// <returns>A contiguous tensor on the CPU that the caller owns.</returns>
    /// <exception cref="InvalidDataException">A truth value is neither 0 nor 1, or the file was cut off since it was opened.</exception>
    public Tensor Load()
    {
        if (!_header.IsFortran || _header.Shape.Length < 2)
        {
            return Read(_header.Shape, 0);
        }

        // Fortran order is C order of the reversed shape.
        using var _ = no_grad();
        using var reversed = Read([.. _header.Shape.Reverse()], 0);
        using var turned = reversed.permute([.. Enumerable.Range(0, _header.Shape.Length).Reverse().Select(axis => (long)axis)]);
        return turned.contiguous();
    }

    /// <summary>Reads a run of rows of an array in C order.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <returns>A tensor (count, ...) on the CPU that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in the array.</exception>
    /// <exception cref="InvalidOperationException">The array is a scalar, or in Fortran order, where rows are scattered.</exception>
    /// <exception cref="InvalidDataException">A truth value is neither 0 nor 1, or the file was cut off since it was opened.</exception>
    public Tensor LoadRows(long start, long count)
    {
        if (_header.Shape.Length == 0 || (_header.IsFortran && _header.Shape.Length > 1))
        {
            throw new InvalidOperationException($"{FilePath}: has no rows that lie together ({(_header.IsFortran ? "Fortran order" : "a scalar")}); read it whole");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _header.Shape[0]);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _header.Shape[0] - start);
        var rowBytes = _header.Shape[0] == 0 ? 0 : _header.Length / _header.Shape[0];
        return Read([count, .. _header.Shape[1..]], start * rowBytes);
    }

    /// <summary>The array's bytes in the memory-mapped file as they are there, without a copy.</summary>
    /// <remarks>Valid until this object is disposed; reading it after that, or after the file was cut off, ends the process.</remarks>
    /// <returns>The bytes, in the file's order of axes and bytes; at most 2 GiB.</returns>
    /// <exception cref="NotSupportedException">The array is larger than a span can be.</exception>
    public ReadOnlySpan<byte> Bytes() => _header.Length <= int.MaxValue
        ? _file.Slice(_header.Offset, (int)_header.Length)
        : throw new NotSupportedException($"{FilePath}: the array is {_header.Length} bytes long; a span holds at most {int.MaxValue}");

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads the whole array into managed memory, row-major, each element copied once unless the file is in Fortran order.</summary>
    internal T[] LoadArray<T>()
        where T : unmanaged
    {
        var count = _header.Length / ElementSize.Of(DType);
        if (count > Array.MaxLength)
        {
            throw new InvalidDataException($"{FilePath}: has {count} elements; a managed array holds at most {Array.MaxLength}");
        }

        var result = GC.AllocateUninitializedArray<T>((int)count);
        using var reordered = _header.IsFortran && _header.Shape.Length > 1 ? Load() : null;
        for (long start = 0; start < count; start += PieceElements)
        {
            var bytes = MemoryMarshal.AsBytes(result.AsSpan((int)start, (int)Math.Min(PieceElements, count - start)));
            var offset = start * ElementSize.Of(DType);
            if (reordered is not null)
            {
                TensorBytes.Copy(reordered, offset, bytes);
                continue;
            }

            _file.Read(_header.Offset + offset, bytes, DType, "the array");
            if (_header.IsSwapped)
            {
                ByteOrder.Reverse(bytes, ElementSize.Of(DType));
            }
        }

        return result;
    }

    private Tensor Read(long[] shape, long offset)
    {
        var result = empty(shape, _header.DType);
        try
        {
            _file.Read(_header.Offset + offset, result, "the array");
            if (_header.IsSwapped)
            {
                ByteOrder.Reverse(result);
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
