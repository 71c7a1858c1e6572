using ResearchKit.Matching;
using ResearchKit.Merging.Recipes.Planning;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>The alignments that bring the models of a merge together.</summary>
internal sealed class AlignedModels
{
    private readonly Dictionary<ModelFiles, Alignment> _alignments = [];

    private AlignedModels(IReadOnlyList<ModelAlignment> results) => Results = results;

    /// <summary>What aligning did, one a model but for the first.</summary>
    public IReadOnlyList<ModelAlignment> Results { get; }

    /// <summary>Aligns all models with the first: the base model where there is one.</summary>
    /// <remarks>Two whole models are in memory at a time.</remarks>
    public static AlignedModels Match(MergePlan plan, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var results = new List<ModelAlignment>();
        var aligned = new AlignedModels(results);
        if (plan.Spec is null)
        {
            return aligned;
        }

        var options = new WeightMatchingOptions { Seed = plan.Recipe.Seed, Starts = plan.Recipe.Alignment!.Restarts + 1 };
        using var scope = NewDisposeScope();
        var reference = Load(plan.Files[0]);
        foreach (var model in plan.Files.Skip(1))
        {
            using var inner = NewDisposeScope();
            var matching = WeightMatching.Match(plan.Spec, reference, Load(model), options, progress, cancellation);
            aligned._alignments.Add(model, matching.Alignment);
            var moved = matching.Alignment.HammingDistance(Alignment.Identity(plan.Spec));
            results.Add(new ModelAlignment(model.Reference.Text, moved, plan.Spec.Groups.Values.Sum(), matching.DistanceBefore, matching.DistanceAfter));
        }

        return aligned;
    }

    /// <summary>Whether an alignment moves anything in a tensor.</summary>
    public bool Moves(TensorSource source) => _alignments.TryGetValue(source.Model, out var alignment) && alignment.Permutes(source.Name);

    /// <summary>A tensor with its units in the order of the first model.</summary>
    public Tensor Apply(TensorSource source, Tensor tensor) => Moves(source) ? _alignments[source.Model].ApplyTo(source.Name, tensor) : tensor;

    private static Dictionary<string, Tensor> Load(ModelFiles model) => model.Names.ToDictionary(name => name, name =>
    {
        var type = model.Find(name)!.Entry.DType;
        return model.Load(name, type is ScalarType.Float16 or ScalarType.BFloat16 ? ScalarType.Float32 : type);
    });
}
