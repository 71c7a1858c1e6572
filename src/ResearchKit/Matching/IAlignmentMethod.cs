using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>A way to find out which units of two models belong together.</summary>
public interface IAlignmentMethod
{
    /// <summary>The name that tables and legends show.</summary>
    string Name { get; }

    /// <summary>Finds the alignment of the candidate with the reference.</summary>
    /// <param name="pair">The two models, and the data that a method may look at.</param>
    /// <param name="cancellationToken">Ends the search early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The alignment to apply to the candidate, of the pair's spec.</returns>
    Alignment Align(ModelPair pair, CancellationToken cancellationToken = default);
}
