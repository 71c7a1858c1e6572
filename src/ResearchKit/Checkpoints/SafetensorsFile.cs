using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>An open safetensors file whose tensors are read one by one.</summary>
/// <remarks>
/// Opening reads and checks the header alone. Reading a tensor copies its bytes once, from the file into the tensor.
/// Tensors keep the order of the header. Thread safe. Do not change the file while it is open.
/// Reference: the safetensors format of Hugging Face: the header's length in 8 bytes, the header in JSON, the data without gaps.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MappedFile _file;
    private readonly Dictionary<string, SafetensorsEntry> _byName = new(StringComparer.Ordinal);

    private SafetensorsFile(MappedFile file, SafetensorsHeader header)
    {
        _file = file;
        Entries = header.Entries;
        Metadata = header.Metadata;
        foreach (var entry in header.Entries)
        {
            _byName.Add(entry.Name, entry);
        }
    }

    /// <summary>The tensors, in the header's order.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The file's free text by key, empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file's path as it was given.</summary>
    public string FilePath => _file.FilePath;

    /// <summary>Opens a file and checks its header: lengths, offsets, names, dtypes and shapes.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The header is not as the format says; the message names the file and the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsFile Open(string path)
    {
        var file = new MappedFile(path);
        try
        {
            return new SafetensorsFile(file, SafetensorsHeader.Read(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when it has.</returns>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>A tensor on the CPU that the caller owns.</returns>
    /// <exception cref="KeyNotFoundException">The file has no tensor of that name.</exception>
    /// <exception cref="InvalidDataException">A truth value is neither 0 nor 1, or the file was cut off since it was opened.</exception>
    /// <exception cref="ObjectDisposedException">This file was closed.</exception>
    public Tensor Load(string name) => Load(Find(name));

    /// <summary>Reads all tensors.</summary>
    /// <returns>The tensors by name, in the header's order; the caller owns them.</returns>
    /// <exception cref="InvalidDataException">A truth value is neither 0 nor 1, or the file was cut off since it was opened.</exception>
    /// <exception cref="ObjectDisposedException">This file was closed.</exception>
    public Dictionary<string, Tensor> LoadAll()
    {
        var result = new Dictionary<string, Tensor>(Entries.Count, StringComparer.Ordinal);
        try
        {
            foreach (var entry in Entries)
            {
                result.Add(entry.Name, Load(entry));
            }

            return result;
        }
        catch
        {
            foreach (var tensor in result.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    /// <summary>A tensor's bytes in the memory-mapped file, row-major and little-endian, without a copy.</summary>
    /// <remarks>Valid until this object is disposed; reading it after that, or after the file was cut off, ends the process.</remarks>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The bytes; at most 2 GiB.</returns>
    /// <exception cref="KeyNotFoundException">The file has no tensor of that name.</exception>
    /// <exception cref="NotSupportedException">The tensor is larger than a span can be.</exception>
    /// <exception cref="ObjectDisposedException">This file was closed.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Find(name);
        return entry.Length <= int.MaxValue
            ? _file.Slice(entry.Offset, (int)entry.Length)
            : throw new NotSupportedException($"{FilePath}: tensor '{name}' is {entry.Length} bytes long; a span holds at most {int.MaxValue}");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The entry of a tensor, or null.</summary>
    internal SafetensorsEntry? Entry(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The length of the file in bytes.</summary>
    internal long Length => _file.Length;

    /// <summary>Reads bytes of the file as they are.</summary>
    /// <exception cref="InvalidDataException">The file was cut off since it was opened.</exception>
    internal void Read(long offset, Span<byte> target) => _file.Read(offset, target);

    private SafetensorsEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out var entry)
            ? entry
            : throw new KeyNotFoundException($"{FilePath}: has no tensor '{name}'; it has {Entries.Count} tensors, the first is '{(Entries.Count > 0 ? Entries[0].Name : "none")}'");
    }

    private Tensor Load(SafetensorsEntry entry)
    {
        var result = empty([.. entry.Shape], entry.DType);
        try
        {
            _file.Read(entry.Offset, result, $"tensor '{entry.Name}'");
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
