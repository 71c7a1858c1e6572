using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>A file that is open for reading: into tensors, or as memory.</summary>
/// <remarks>
/// Tensors are filled by reads at an offset, straight into their memory: measured as fast as copying from a mapping, and a file that
/// shrinks meanwhile gives an exception where a mapping would end the process. The mapping is made when memory is asked for.
/// </remarks>
internal sealed class MappedFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Lock _gate = new();
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _view;
    private unsafe byte* _start;
    private bool _isDisposed;

    public MappedFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        FilePath = path;
        try
        {
            Length = RandomAccess.GetLength(_handle);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public string FilePath { get; }

    public long Length { get; }

    /// <summary>Reads exactly as many bytes as the target takes.</summary>
    public void Read(long offset, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!target.IsEmpty)
        {
            var count = RandomAccess.Read(_handle, target, offset);
            if (count == 0)
            {
                throw new InvalidDataException($"{FilePath}: ends at byte {offset}, though it was {Length} bytes long when it was opened");
            }

            target = target[count..];
            offset += count;
        }
    }

    /// <summary>Fills a tensor with the bytes from an offset on.</summary>
    /// <exception cref="InvalidDataException">The file ends early, or a truth value is neither 0 nor 1.</exception>
    public void Read(long offset, Tensor target, string what)
    {
        var dtype = target.dtype;
        TensorBytes.Visit(target, (position, bytes) => Read(offset + position, bytes, dtype, what));
    }

    /// <summary>Reads elements of a type.</summary>
    /// <exception cref="InvalidDataException">The file ends early, or a truth value is neither 0 nor 1.</exception>
    public void Read(long offset, Span<byte> target, ScalarType dtype, string what)
    {
        Read(offset, target);
        if (dtype == ScalarType.Bool && target.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var bad)
        {
            throw new InvalidDataException($"{FilePath}: {what} is of truth values and has the byte {target[bad]}; expected 0 or 1");
        }
    }

    /// <summary>A part of the file as memory, valid until this object is disposed.</summary>
    public unsafe ReadOnlySpan<byte> Slice(long offset, int length)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_view is null && length > 0)
            {
                _map = MemoryMappedFile.CreateFromFile(_handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
                _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
                _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            }

            return length == 0 ? [] : new ReadOnlySpan<byte>(_start + offset, length);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _view?.SafeMemoryMappedViewHandle.ReleasePointer();
            _view?.Dispose();
            _map?.Dispose();
            _handle.Dispose();
        }
    }
}
