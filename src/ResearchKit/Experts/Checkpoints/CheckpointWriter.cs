using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using ResearchKit.Checkpoints;
using ResearchKit.Merging.Recipes.Execution;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Writes a folder of safetensors files whose tensors are known beforehand and come in any order; the folder appears whole or not at all.</summary>
internal sealed class CheckpointWriter : IDisposable
{
    private const int BufferBytes = 1 << 22;
    private const long Reserve = 64 << 20;

    private readonly string _output;
    private readonly string _work;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Dictionary<string, (SafeFileHandle File, long Begin)> _places = new(StringComparer.Ordinal);
    private readonly List<SafeFileHandle> _handles = [];
    private Task _flushing = Task.CompletedTask;

    /// <summary>Makes the folder beside the output, with files that have headers and room for the data.</summary>
    /// <exception cref="IOException">The output is there already, or the disk has no space.</exception>
    public CheckpointWriter(string output, IReadOnlyList<CheckpointItem> items, long shardBytes, IReadOnlyDictionary<string, string> metadata)
    {
        _output = Path.GetFullPath(output);
        Check(items.Sum(item => item.Bytes));
        _work = $"{_output}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(_work);
        try
        {
            var shards = Pack(items, shardBytes);
            for (var s = 0; s < shards.Count; s++)
            {
                Start(Path.Combine(_work, Name(s, shards.Count)), shards[s], metadata);
            }

            if (shards.Count > 1)
            {
                AtomicFile.Write(Path.Combine(_work, "model.safetensors.index.json"), Index(shards));
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
        var (file, begin) = _places[name];
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
        var (file, begin) = _places[name];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TensorBytes.Visit(values.detach().cpu().contiguous(), (position, bytes) => RandomAccess.Write(file, bytes, begin + offset + position));
    }

    /// <summary>Writes a small file beside the weights.</summary>
    public void WriteFile(string name, ReadOnlySpan<byte> content) => AtomicFile.Write(Path.Combine(_work, name), content);

    /// <summary>Lets the disk begin with what was written so far, beside further work; the wait at the end is shorter for it.</summary>
    public void FlushSoon()
    {
        if (_flushing.IsCompleted)
        {
            var handles = _handles.ToArray();
            _flushing = Task.Run(() => Array.ForEach(handles, RandomAccess.FlushToDisk));
        }
    }

    /// <summary>Waits for the disk and gives the folder its name.</summary>
    /// <exception cref="IOException">The folder cannot be named so.</exception>
    public void Commit()
    {
        _flushing.GetAwaiter().GetResult();
        foreach (var handle in _handles)
        {
            RandomAccess.FlushToDisk(handle);
            handle.Dispose();
        }

        _handles.Clear();
        FolderSync.Flush(_work);
        if (Directory.Exists(_output))
        {
            Directory.Delete(_output); // it was empty at the start; if it no longer is, this fails and nothing is lost
        }

        Directory.Move(_work, _output);
        FolderSync.Flush(Path.GetDirectoryName(_output)!);
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        // A fault of the flush is Commit's to report; here the files go anyway.
        ((IAsyncResult)_flushing).AsyncWaitHandle.WaitOne();
        _handles.ForEach(handle => handle.Dispose());
        _handles.Clear();
        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }
    }

    private static List<List<CheckpointItem>> Pack(IReadOnlyList<CheckpointItem> items, long limit)
    {
        var shards = new List<List<CheckpointItem>> { new() };
        var filled = 0L;
        foreach (var item in items)
        {
            if (shards[^1].Count > 0 && filled + item.Bytes > limit)
            {
                shards.Add([]);
                filled = 0;
            }

            shards[^1].Add(item);
            filled += item.Bytes;
        }

        return shards;
    }

    private static string Name(int shard, int count) => count == 1 ? "model.safetensors" : FormattableString.Invariant($"model-{shard + 1:D5}-of-{count:D5}.safetensors");

    private static byte[] Index(List<List<CheckpointItem>> shards)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", shards.Sum(shard => shard.Sum(item => item.Bytes)));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            for (var s = 0; s < shards.Count; s++)
            {
                shards[s].ForEach(item => json.WriteString(item.Name, Name(s, shards.Count)));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void Start(string path, List<CheckpointItem> items, IReadOnlyDictionary<string, string> metadata)
    {
        var layout = new SafetensorsLayout([.. items.Select(item => new SafetensorsLayout.Item(item.Name, item.DType, item.Shape, item.Bytes))], metadata);
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _handles.Add(handle);
        RandomAccess.Write(handle, layout.Header, 0);
        RandomAccess.SetLength(handle, layout.FileBytes);
        SpaceReservation.Make(handle, path, layout.Header.Length, layout.FileBytes - layout.Header.Length);
        for (var i = 0; i < items.Count; i++)
        {
            if (!_places.TryAdd(items[i].Name, (handle, layout.Begin(i))))
            {
                throw new ArgumentException($"the tensor '{items[i].Name}' would be written twice");
            }
        }
    }

    private void Check(long bytes)
    {
        if (File.Exists(_output) || (Directory.Exists(_output) && Directory.EnumerateFileSystemEntries(_output).Any()))
        {
            throw new IOException($"{_output}: is there already; name a new folder");
        }

        var parent = Path.GetDirectoryName(_output) ?? throw new IOException($"{_output}: is the root of a disk; expected a folder that can be made");
        Directory.CreateDirectory(parent);
        var free = new DriveInfo(parent).AvailableFreeSpace;
        if (free < bytes + Reserve)
        {
            throw new IOException($"{_output}: there are {free} bytes free and the model takes {bytes + Reserve}; free some or name a folder on another disk");
        }
    }
}
