using Microsoft.Win32.SafeHandles;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Writes one file from front to back, with its checksum, from where an earlier run stopped.</summary>
internal sealed class ShardWriter : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly SafeFileHandle _handle;
    private Crc32C _checksum = Crc32C.Start;

    private ShardWriter(SafeFileHandle handle) => _handle = handle;

    /// <summary>How many bytes the file has.</summary>
    public long Length { get; private set; }

    /// <summary>The checksum of the bytes.</summary>
    public uint Checksum => _checksum.Value;

    /// <summary>Opens a file and keeps what is known to be in it.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="length">The length that it will have.</param>
    /// <param name="kept">What the journal says of the file: its first bytes and their checksum; bytes that do not match are written anew.</param>
    public static ShardWriter Open(string path, long length, JournalEntry? kept)
    {
        var writer = new ShardWriter(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        try
        {
            if (kept is null || !writer.Check(kept))
            {
                writer._checksum = Crc32C.Start;
                writer.Length = 0;
            }

            RandomAccess.SetLength(writer._handle, writer.Length);
            SpaceReservation.Make(writer._handle, path, writer.Length, length - writer.Length);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Length);
        _checksum.Add(bytes);
        Length += bytes.Length;
    }

    /// <summary>Waits until the disk has the file.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    // The journal may know more than the disk when the machine lost power.
    private bool Check(JournalEntry kept)
    {
        if (RandomAccess.GetLength(_handle) < kept.Bytes)
        {
            return false;
        }

        var buffer = new byte[BufferBytes];
        while (Length < kept.Bytes)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(BufferBytes, kept.Bytes - Length));
            var count = RandomAccess.Read(_handle, piece, Length);
            if (count == 0)
            {
                return false;
            }

            _checksum.Add(piece[..count]);
            Length += count;
        }

        return Checksum == kept.Checksum;
    }
}
