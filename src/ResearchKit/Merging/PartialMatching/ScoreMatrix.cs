namespace ResearchKit.Merging.PartialMatching;

/// <summary>How alike each unit of A is to each unit of B in one group; larger is more alike.</summary>
/// <param name="Rows">The units of A.</param>
/// <param name="Columns">The units of B.</param>
/// <param name="Values">The scores, row-major (<paramref name="Rows"/> × <paramref name="Columns"/>).</param>
public sealed record ScoreMatrix(int Rows, int Columns, double[] Values)
{
    /// <summary>The score of a pair.</summary>
    /// <param name="a">A unit of A.</param>
    /// <param name="b">A unit of B.</param>
    public double this[int a, int b] => Values[(a * Columns) + b];
}
