using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>An alignment method made of a name and a function, for a prototype in a notebook cell.</summary>
/// <param name="name">The name that tables and legends show.</param>
/// <param name="align">The search.</param>
public sealed class AlignmentMethod(string name, Func<ModelPair, CancellationToken, Alignment> align) : IAlignmentMethod
{
    private readonly Func<ModelPair, CancellationToken, Alignment> _align = align ?? throw new ArgumentNullException(nameof(align));

    /// <summary>Makes a method of a name and a function that does not look at cancellation.</summary>
    /// <param name="name">The name that tables and legends show.</param>
    /// <param name="align">The search.</param>
    public AlignmentMethod(string name, Func<ModelPair, Alignment> align)
        : this(name, align is null ? throw new ArgumentNullException(nameof(align)) : (pair, _) => align(pair))
    {
    }

    /// <inheritdoc/>
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("An alignment method needs a name.", nameof(name)) : name;

    /// <inheritdoc/>
    public Alignment Align(ModelPair pair, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return _align(pair, cancellationToken)
            ?? throw new InvalidOperationException($"Alignment method '{Name}' gave no alignment; expected Alignment.Identity(pair.Spec) where nothing moves.");
    }
}
