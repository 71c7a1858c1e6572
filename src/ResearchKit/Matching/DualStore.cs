namespace ResearchKit.Matching;

/// <summary>The column duals of each group's last assignment problem, from which the next one starts.</summary>
/// <remarks>
/// Adding a constant to a row or a column of a cost matrix does not change its best assignment, so that subtracting old duals is exact; what is left is nearly solved where the
/// matrix changed little. Searches that match the same models again and again keep one store for all of them. Not thread safe.
/// Reference: Ito, Yamada and Kumagai, ICML 2025 (accelerated weight matching).
/// </remarks>
internal sealed class DualStore(int groups)
{
    private readonly double[]?[] _duals = new double[]?[groups];

    /// <summary>The duals of a group, empty before its first problem.</summary>
    public ReadOnlySpan<double> Of(int group) => _duals[group];

    public void Keep(int group, ReadOnlySpan<double> duals)
    {
        if (_duals[group] is { } known && known.Length == duals.Length)
        {
            duals.CopyTo(known);
        }
        else
        {
            _duals[group] = duals.ToArray();
        }
    }
}
