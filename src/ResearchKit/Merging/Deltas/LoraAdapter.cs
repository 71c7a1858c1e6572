using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>A LoRA adapter: low-rank changes of weights, and modules that are stored whole, in PEFT's files.</summary>
/// <remarks>
/// A folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>. Weights of PEFT's name <c>base_model.model.MODULE.lora_A.weight</c> belong to the module's weight. The object owns its tensors.
/// Reference: Hu et al., LoRA, 2022; file format of Hugging Face PEFT.
/// </remarks>
public sealed class LoraAdapter : IDisposable
{
    /// <summary>The name of the file with the settings.</summary>
    public const string ConfigurationFile = "adapter_config.json";

    /// <summary>The name of the file with the tensors.</summary>
    public const string TensorFile = "adapter_model.safetensors";

    internal LoraAdapter(string baseModel, IReadOnlyList<LoraModule> modules, IReadOnlyDictionary<string, Tensor> whole)
    {
        BaseModel = baseModel;
        Modules = modules;
        Whole = whole;
    }

    /// <summary>What the adapter calls the base model.</summary>
    public string BaseModel { get; }

    /// <summary>The low-rank changes.</summary>
    public IReadOnlyList<LoraModule> Modules { get; }

    /// <summary>Tensors that replace those of the base model, by their full names.</summary>
    public IReadOnlyDictionary<string, Tensor> Whole { get; }

    /// <summary>Reads an adapter.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The adapter, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">A file is damaged, or is no LoRA adapter that can be applied exactly; the message names it.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static LoraAdapter Load(string folder) => LoraFiles.Load(folder);

    /// <summary>Writes both files, each whole or not at all, the settings last.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder) => LoraFiles.Save(folder, this);

    /// <summary>Adds the changes to the base model; sums are in float32, rounded once to the type of the base model's tensor.</summary>
    /// <param name="baseModel">The base model's tensors.</param>
    /// <returns>New tensors in the same order, owned by the caller; those that nothing changes are copies.</returns>
    /// <exception cref="ArgumentException">A module is not in the base model, or has another shape.</exception>
    public Dictionary<string, Tensor> Apply(IReadOnlyDictionary<string, Tensor> baseModel)
    {
        ArgumentNullException.ThrowIfNull(baseModel);
        var changes = Modules.ToDictionary(module => module.Name + ".weight", StringComparer.Ordinal);
        var stranger = changes.Keys.Concat(Whole.Keys).FirstOrDefault(name => !baseModel.ContainsKey(name));
        if (stranger is not null)
        {
            throw new ArgumentException($"the adapter changes '{stranger}', which the base model does not have", nameof(baseModel));
        }

        using var noGradient = no_grad();
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in baseModel)
        {
            using var scope = NewDisposeScope();
            var changed = Whole.TryGetValue(name, out var replacement) ? Fitting(name, tensor, replacement).clone()
                : changes.TryGetValue(name, out var module) ? (tensor.to_type(ScalarType.Float32) + Fitting(name, tensor, module.Delta())).to_type(tensor.dtype)
                : tensor.detach().clone();
            result.Add(name, changed.MoveToOuterDisposeScope());
        }

        return result;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Modules.SelectMany(module => new[] { module.A, module.B }).Concat(Whole.Values))
        {
            tensor.Dispose();
        }
    }

    private static Tensor Fitting(string name, Tensor tensor, Tensor change) => tensor.shape.AsSpan().SequenceEqual(change.shape)
        ? change
        : throw new ArgumentException($"the adapter changes '{name}' as [{string.Join(", ", change.shape)}]; the base model has [{string.Join(", ", tensor.shape)}]", nameof(tensor));
}
