using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes;

/// <summary>How one tensor of the output will be made.</summary>
public sealed record PlannedTensor
{
    /// <summary>Its name in the output.</summary>
    public required string Name { get; init; }

    /// <summary>Its sizes.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>The type of its elements in the output.</summary>
    public required ScalarType DType { get; init; }

    /// <summary>The bytes that it takes in the output.</summary>
    public required long Bytes { get; init; }

    /// <summary>The method with its parameters; null where the tensor is copied from the first source.</summary>
    public IMergeMethod? Method { get; init; }

    /// <summary>The parameters that the recipe sets for the tensor, in words.</summary>
    public string Settings { get; init; } = string.Empty;

    /// <summary>The weight of each model.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>The models that it is made of, as the recipe names them.</summary>
    public IReadOnlyList<string> Models => [.. Sources.Select(source => source.Model.Reference.Text)];

    /// <summary>Whether it is merged in pieces, so that memory does not grow with it.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Where it comes from in each model.</summary>
    internal IReadOnlyList<TensorSource> Sources { get; init; } = [];

    /// <summary>Where it comes from in the base model, or null.</summary>
    internal TensorSource? Base { get; init; }

    /// <summary>All files that are read for it.</summary>
    internal IEnumerable<TensorSource> Inputs => Base is null ? Sources : Sources.Append(Base);

    /// <summary>How many elements it has.</summary>
    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The type that is computed in: double precision where a model has it, else single.</summary>
    internal ScalarType WorkingType => Inputs.Any(source => source.Stored.Entry.DType == ScalarType.Float64) ? ScalarType.Float64 : ScalarType.Float32;
}
