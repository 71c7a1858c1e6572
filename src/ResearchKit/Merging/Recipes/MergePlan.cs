using ResearchKit.Merging.Recipes.Planning;
using ResearchKit.Permutations;

namespace ResearchKit.Merging.Recipes;

/// <summary>A recipe that was checked against its models, and everything that a merge will do.</summary>
/// <remarks>Holds the models' files open, so that what was checked is what is read; dispose it. Made by <see cref="MergePlanner"/>, run by <see cref="MergeRun"/>.</remarks>
public sealed class MergePlan : IDisposable
{
    private readonly List<ModelFiles> _files;

    internal MergePlan(List<ModelFiles> files) => _files = files;

    /// <summary>The recipe.</summary>
    public required MergeRecipe Recipe { get; init; }

    /// <summary>Where and how the merge writes.</summary>
    public required MergePlanOptions Options { get; init; }

    /// <summary>The method.</summary>
    public required MergeMethodDescription Method { get; init; }

    /// <summary>The models, the base model first.</summary>
    public required IReadOnlyList<PlannedModel> Models { get; init; }

    /// <summary>The files of the output.</summary>
    public required IReadOnlyList<PlannedShard> Shards { get; init; }

    /// <summary>What stands before the number of a layer in tensor names; null where there are no numbered layers.</summary>
    public string? Layers { get; init; }

    /// <summary>How many layers the output has; 0 where there are none.</summary>
    public int LayerCount { get; init; }

    /// <summary>What a person should know: tensors that are cut or left out, parameters without effect, files that differ.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The free space where the output goes, in bytes.</summary>
    public long FreeBytes { get; init; }

    /// <summary>How long the merge takes, roughly: the method's speed on random values, and the files at 1 GB/s. Alignment is not counted.</summary>
    public TimeSpan EstimatedTime { get; init; }

    /// <summary>The memory that the merge takes beside the program's own, roughly, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The name of the spec by which models are aligned; null where they are not.</summary>
    public string? AlignmentSpec { get; init; }

    /// <summary>The tensors of the output in order.</summary>
    public IEnumerable<PlannedTensor> Tensors => Shards.SelectMany(shard => shard.Tensors);

    /// <summary>The bytes of the output's model files.</summary>
    public long OutputBytes => Shards.Sum(shard => shard.Bytes);

    /// <summary>The bytes that are read from the models, once each.</summary>
    public long InputBytes => Tensors.Sum(tensor => tensor.Inputs.Sum(input => input.Stored.Entry.Length));

    /// <summary>The open models.</summary>
    internal IReadOnlyList<ModelFiles> Files => _files;

    /// <summary>The spec by which models are aligned, or null.</summary>
    internal PermutationSpec? Spec { get; init; }

    /// <summary>What lies beside the weights: configuration and tokenizer.</summary>
    internal IReadOnlyList<CompanionFile> Companions { get; init; } = [];

    /// <summary>Closes the models' files.</summary>
    public void Dispose() => _files.ForEach(file => file.Dispose());
}
