using ResearchKit.Merging.Deltas;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>A LoRA adapter that a recipe adds to a model (<c>path+lora</c>): the changes of single tensors.</summary>
internal sealed class AdapterChanges : IDisposable
{
    private readonly LoraAdapter _adapter;
    private readonly Dictionary<string, LoraModule> _modules;

    private AdapterChanges(string folder, LoraAdapter adapter)
    {
        Folder = folder;
        _adapter = adapter;
        _modules = adapter.Modules.ToDictionary(module => module.Name + ".weight", StringComparer.Ordinal);
    }

    /// <summary>The adapter's folder.</summary>
    public string Folder { get; }

    /// <summary>The adapter's files.</summary>
    public IEnumerable<string> Files => ((string[])[LoraAdapter.ConfigurationFile, LoraAdapter.TensorFile]).Select(name => Path.Combine(Folder, name));

    /// <summary>Reads an adapter and checks that it fits its model.</summary>
    /// <exception cref="InvalidDataException">It changes a tensor that the model does not have, or has in another shape.</exception>
    public static AdapterChanges Load(string folder, ModelFiles model)
    {
        var changes = new AdapterChanges(folder, LoraAdapter.Load(folder));
        try
        {
            foreach (var (name, shape) in changes.Shapes())
            {
                var entry = model.Find(name)?.Entry ?? throw new InvalidDataException($"{folder}: changes '{name}', which '{model.Path}' does not have");
                if (!entry.Shape.SequenceEqual(shape))
                {
                    throw new InvalidDataException($"{folder}: changes '{name}' as [{string.Join(", ", shape)}]; '{model.Path}' has [{string.Join(", ", entry.Shape)}]");
                }
            }

            return changes;
        }
        catch
        {
            changes.Dispose();
            throw;
        }
    }

    /// <summary>Whether the adapter changes a tensor.</summary>
    public bool Touches(string name) => _modules.ContainsKey(name) || _adapter.Whole.ContainsKey(name);

    /// <summary>The tensor with the adapter's change, in the type of its values.</summary>
    public Tensor Apply(string name, Tensor values) => _adapter.Whole.TryGetValue(name, out var whole) ? whole.to(values.dtype)
        : _modules.TryGetValue(name, out var module) ? values + module.Delta().to(values.dtype)
        : values;

    public void Dispose() => _adapter.Dispose();

    private IEnumerable<(string Name, long[] Shape)> Shapes() =>
        _modules.Select(pair => (pair.Key, pair.Value.IsEmbedding ? new[] { pair.Value.A.shape[1], pair.Value.B.shape[0] } : [pair.Value.B.shape[0], pair.Value.A.shape[1]]))
            .Concat(_adapter.Whole.Select(pair => (pair.Key, pair.Value.shape)));
}
