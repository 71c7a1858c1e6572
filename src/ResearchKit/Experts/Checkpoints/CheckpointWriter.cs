using Microsoft.Win32.SafeHandles;
using ResearchKit.Checkpoints;
using ResearchKit.Merging.Recipes.Execution;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Writes a folder of safetensors files whose tensors are known beforehand and come in any order; the folder appears whole or not at all.</summary>
/// <remarks>
/// Files grow in <see cref="UnfinishedFolder"/>. Their headers are written last: what a killed run or a power cut leaves is refused by every reader, never taken for a model whose weights are zeros.
/// </remarks>
internal sealed class CheckpointWriter : IDisposable
{
    private const int BufferBytes = 1 << 22;
    private const long Reserve = 64 << 20;

    private readonly CheckpointOutput _output;
    private readonly UnfinishedFolder _work;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Dictionary<string, (SafeFileHandle File, long Begin, long Bytes)> _places = new(StringComparer.Ordinal);
    private readonly List<(SafeFileHandle File, byte[] Header)> _files = [];
    private Task _flushing = Task.CompletedTask;

    /// <summary>Makes the folder beside the output, with files that have room for headers and data.</summary>
    /// <exception cref="IOException">Another process writes there, or the disk has no space.</exception>
    public CheckpointWriter(CheckpointOutput output, IReadOnlyList<CheckpointItem> items, long shardBytes, IReadOnlyDictionary<string, string> metadata)
    {
        _output = output;
        RequireSpace(items.Sum(item => item.Bytes));
        _work = UnfinishedFolder.Open(_output.Folder);
        try
        {
            var shards = new CheckpointShards(items, shardBytes);
            for (var s = 0; s < shards.Count; s++)
            {
                Start(Path.Combine(_work.Model, shards.Name(s)), shards[s], metadata);
            }

            if (shards.Count > 1)
            {
                WriteFile("model.safetensors.index.json", shards.Index());
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Copies a part of a stored tensor, byte by byte.</summary>
    public void Copy(StoredTensor source, long offset, long bytes, string name, long targetOffset)
    {
        var (file, begin) = Place(name, targetOffset, bytes);
        for (var done = 0L; done < bytes; done += BufferBytes)
        {
            var piece = _buffer.AsSpan(0, (int)Math.Min(BufferBytes, bytes - done));
            source.File.Read(source.Entry.Offset + offset + done, piece);
            RandomAccess.Write(file, piece, begin + targetOffset + done);
        }
    }

    /// <summary>Copies a stored tensor whole under its own name.</summary>
    public void Copy(StoredTensor source) => Copy(source, 0, source.Entry.Length, source.Entry.Name, 0);

    /// <summary>Writes a tensor, or a part of one.</summary>
    public void Write(string name, long offset, Tensor values)
    {
        var (file, begin) = Place(name, offset, values.NumberOfElements * values.ElementSize);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TensorBytes.Visit(values.detach().cpu().contiguous(), (position, bytes) => RandomAccess.Write(file, bytes, begin + offset + position));
    }

    /// <summary>Writes a small file beside the weights.</summary>
    public void WriteFile(string name, ReadOnlySpan<byte> content) => AtomicFile.Write(Path.Combine(_work.Model, name), content);

    /// <summary>Lets the disk begin with what was written so far, beside further work; the wait at the end is shorter for it.</summary>
    public void FlushSoon()
    {
        if (_flushing.IsCompleted)
        {
            var files = _files.ToArray();
            _flushing = Task.Run(() => Array.ForEach(files, file => RandomAccess.FlushToDisk(file.File)));
        }
    }

    /// <summary>Waits for the disk, writes the headers and gives the folder its name.</summary>
    /// <exception cref="IOException">The folder cannot be named so.</exception>
    public void Commit()
    {
        _flushing.GetAwaiter().GetResult();
        foreach (var (file, header) in _files)
        {
            RandomAccess.FlushToDisk(file); // the data before the header that vouches for it
            RandomAccess.Write(file, header, 0);
            RandomAccess.FlushToDisk(file);
            file.Dispose();
        }

        _files.Clear();
        _work.Publish(_output);
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        // A fault of the flush is Commit's to report; here the files go anyway.
        ((IAsyncResult)_flushing).AsyncWaitHandle.WaitOne();
        _files.ForEach(file => file.File.Dispose());
        _files.Clear();
        _work.Dispose();
    }

    private void Start(string path, IReadOnlyList<CheckpointItem> items, IReadOnlyDictionary<string, string> metadata)
    {
        var layout = new SafetensorsLayout([.. items.Select(item => new SafetensorsLayout.Item(item.Name, item.DType, item.Shape, item.Bytes))], metadata);
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _files.Add((handle, layout.Header));
        RandomAccess.SetLength(handle, layout.FileBytes);
        SpaceReservation.Make(handle, path, 0, layout.FileBytes);
        for (var i = 0; i < items.Count; i++)
        {
            if (!_places.TryAdd(items[i].Name, (handle, layout.Begin(i), items[i].Bytes)))
            {
                throw new ArgumentException($"the tensor '{items[i].Name}' would be written twice");
            }
        }
    }

    // Bytes beyond a tensor's end would be another tensor's.
    private (SafeFileHandle File, long Begin) Place(string name, long offset, long bytes)
    {
        var (file, begin, size) = _places[name];
        return offset >= 0 && bytes <= size - offset
            ? (file, begin)
            : throw new ArgumentException($"{bytes} bytes from byte {offset} on do not fit tensor '{name}' of {size} bytes");
    }

    private void RequireSpace(long bytes)
    {
        var parent = Path.GetDirectoryName(_output.Folder) ?? throw new IOException($"{_output.Folder}: is the root of a disk; expected a folder that can be made");
        Directory.CreateDirectory(parent);
        var free = new DriveInfo(parent).AvailableFreeSpace;
        if (free < bytes + Reserve)
        {
            throw new IOException($"{_output.Folder}: there are {free} bytes free and the model takes {bytes + Reserve}; free some or name a folder on another disk");
        }
    }
}
