namespace ResearchKit.Connectivity;

/// <summary>How strongly a layer's inputs load on each of its right singular vectors.</summary>
/// <param name="Layer">The name of the weight.</param>
/// <param name="SingularValues">The singular values, falling.</param>
/// <param name="Loadings">The mean of |v_iᵀz| / ‖z‖ for each of them.</param>
public sealed record LayerLoading(string Layer, IReadOnlyList<double> SingularValues, IReadOnlyList<double> Loadings)
{
    /// <summary>The mean loading of a range of singular vectors.</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">How many; cut off at the last vector.</param>
    /// <returns>The mean, or NaN for an empty range.</returns>
    public double Mean(int start, int count) => Loadings.Skip(start).Take(count).DefaultIfEmpty(double.NaN).Average();
}
