using System.Globalization;
using ResearchKit.Merging.Deltas;

namespace ResearchKit.Display;

/// <summary>Pictures and tables of how two checkpoints differ.</summary>
public static class DifferenceFigures
{
    private const int LongestName = 40;

    /// <summary>Draws, over the tensors in the order of the file, the relative distance, the cosine, the stable rank of the change and the alignment score.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="difference">The differences.</param>
    /// <returns>Four panels; matrices that were not decomposed are left out of the last two.</returns>
    public static Figure Draw(string name, CheckpointDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var places = Enumerable.Range(1, difference.Tensors.Count).Select(i => (double)i).ToArray();
        Figure Panel(string panel, string y, Func<TensorDifference, double> value, string key) => new Figure($"{name}-{panel}")
            .X("tensor, in the order of the file").Y(y).Scatter(places, [.. difference.Tensors.Select(value)], key);
        return Figure.Grid(
            name,
            2,
            Panel("distance", "relative distance", tensor => tensor.RelativeDistance, "distance"),
            Panel("cosine", "cosine", tensor => tensor.Cosine, "cosine"),
            Panel("rank", "stable rank of the change", tensor => tensor.Matrix?.StableRankDelta ?? double.NaN, "stable rank"),
            Panel("alignment", "alignment score R", tensor => tensor.Matrix is { Count: > 0 } matrix ? matrix.Alignment : double.NaN, "alignment"))
            .WithSummary(Summary(difference));
    }

    /// <summary>One line for each tensor.</summary>
    /// <param name="difference">The differences.</param>
    /// <returns>A table.</returns>
    public static Table TableOf(CheckpointDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var table = new Table("tensor", "shape", "distance", "relative", "cosine", "s1 of a", "s1 of b", "s1 of b-a", "stable rank of b-a", "alignment").WithCaption(Summary(difference));
        foreach (var tensor in difference.Tensors)
        {
            var matrix = tensor.Matrix;
            table = table.Row(
                tensor.Name.Length <= LongestName ? tensor.Name : "…" + tensor.Name[^(LongestName - 1)..],
                string.Join('×', tensor.Shape),
                tensor.Distance,
                tensor.RelativeDistance,
                tensor.Cosine,
                matrix?.TopA[0],
                matrix?.TopB[0],
                matrix?.TopDelta[0],
                matrix?.StableRankDelta,
                matrix?.Alignment);
        }

        return table;
    }

    private static string Summary(CheckpointDifference difference) => string.Create(
        CultureInfo.InvariantCulture,
        $"{difference.Tensors.Count} tensors: relative distance {difference.RelativeDistance:G3}, cosine {difference.Cosine:G6}{(double.IsNaN(difference.Alignment) ? string.Empty : $", alignment score {difference.Alignment:G3}")}");
}
