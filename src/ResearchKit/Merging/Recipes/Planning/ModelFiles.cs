using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>An open checkpoint: one safetensors file, or several by their index, of which headers alone have been read.</summary>
internal sealed class ModelFiles : IDisposable
{
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<SafetensorsFile> _files = [];

    private ModelFiles(ModelReference reference, string path)
    {
        Reference = reference;
        Path = path;
        Folder = Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
    }

    /// <summary>How the recipe names the model.</summary>
    public ModelReference Reference { get; }

    /// <summary>The folder or file.</summary>
    public string Path { get; }

    /// <summary>The folder in which configuration and tokenizer lie.</summary>
    public string Folder { get; }

    /// <summary>Whether the folder belongs to this model alone, so that files in it are the model's.</summary>
    public bool HasFolder => Directory.Exists(Path);

    /// <summary>The names of the tensors in order.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>The open files.</summary>
    public IReadOnlyList<SafetensorsFile> Files => _files;

    /// <summary>The adapter that the recipe adds to the model, or null.</summary>
    public AdapterChanges? Adapter { get; private set; }

    /// <summary>What its tensors take in the files.</summary>
    public long Bytes => _tensors.Values.Sum(tensor => tensor.Entry.Length);

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="reference">How the recipe names it, for messages.</param>
    /// <param name="path">A .safetensors file, an index, or a folder with either.</param>
    /// <param name="adapter">The folder of an adapter to add, or null.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or the adapter does not fit.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no checkpoint.</exception>
    public static ModelFiles Open(ModelReference reference, string path, string? adapter = null)
    {
        var model = new ModelFiles(reference, path);
        try
        {
            var file = Directory.Exists(path) ? CheckpointIn(path) : path;
            if (file.EndsWith(SafetensorsIndex.Ending, StringComparison.OrdinalIgnoreCase))
            {
                model.AddIndex(file);
            }
            else
            {
                var part = model.Add(file);
                foreach (var entry in part.Entries)
                {
                    model._tensors.Add(entry.Name, new StoredTensor(part, entry));
                }
            }

            model.Adapter = adapter is null ? null : AdapterChanges.Load(adapter, model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor, with the change of the adapter where there is one.</summary>
    /// <returns>The tensor in the type asked for; it belongs to the current dispose scope.</returns>
    public Tensor Load(string name, ScalarType type)
    {
        var stored = _tensors[name].File.Load(name).to(type);
        return Adapter is null ? stored : Adapter.Apply(name, stored);
    }

    /// <summary>A tensor by name, or null.</summary>
    public StoredTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    public void Dispose()
    {
        Adapter?.Dispose();
        _files.ForEach(file => file.Dispose());
    }

    private static string CheckpointIn(string folder)
    {
        string[] names = ["model.safetensors.index.json", "model.safetensors"];
        if (names.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } usual)
        {
            return usual;
        }

        foreach (var pattern in (string[])["*" + SafetensorsIndex.Ending, "*.safetensors"])
        {
            var found = Directory.GetFiles(folder, pattern);
            if (found.Length == 1)
            {
                return found[0];
            }

            if (found.Length > 1)
            {
                throw new FileNotFoundException($"{folder}: holds {found.Length} files {pattern} and neither {string.Join(" nor ", names)}; name one of them in the recipe");
            }
        }

        var hint = Directory.EnumerateFiles(folder, "*.bin").Any() ? "; files *.bin are pickled Python, which can run code and is not read: convert them to safetensors" : string.Empty;
        throw new FileNotFoundException($"{folder}: holds no .safetensors file{hint}");
    }

    private void AddIndex(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var parts = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var (name, fileName) in SafetensorsIndex.Read(path))
        {
            if (!parts.TryGetValue(fileName, out var part))
            {
                part = Add(System.IO.Path.Combine(folder, fileName));
                parts.Add(fileName, part);
            }

            var entry = part.Entry(name) ?? throw new InvalidDataException($"{path}: says that '{name}' is in {fileName}, which has no such tensor");
            _tensors.Add(name, new StoredTensor(part, entry));
        }

        if (_files.Count == 0)
        {
            throw new InvalidDataException($"{path}: names no tensor");
        }
    }

    private SafetensorsFile Add(string path)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        return file;
    }
}
