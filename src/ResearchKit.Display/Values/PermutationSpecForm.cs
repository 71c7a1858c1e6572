using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Display;

/// <summary>Permutation specs and alignments as tables of their groups; a small spec is drawn as well.</summary>
internal static class PermutationSpecForm
{
    /// <summary>The formatters of specs and alignments.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<PermutationSpec>(MimeTypes.Html, spec => $"<div>{TableOf(spec).ToHtml()}{PermutationSpecDrawing.Svg(spec)}</div>"),
        FormatterEntry.For<PermutationSpec>(MimeTypes.Text, spec => TableOf(spec).ToText()),
        FormatterEntry.For<Alignment>(MimeTypes.Html, alignment => TableOf(alignment).ToHtml()),
        FormatterEntry.For<Alignment>(MimeTypes.Text, alignment => TableOf(alignment).ToText()),
    ];

    private static Table TableOf(PermutationSpec spec)
    {
        var table = new Table("group", "size", "axes that move together")
            .WithCaption(string.Create(CultureInfo.InvariantCulture, $"permutation spec: {spec.Groups.Count} groups, 10^{spec.Log10SymmetryCount:0.#} alignments"));
        foreach (var (group, size) in spec.Groups)
        {
            table = table.Row(group, size, string.Join(", ", spec.AxesOf(group).Select(AxisText)));
        }

        return table;
    }

    private static Table TableOf(Alignment alignment)
    {
        var table = new Table("group", "size", "moved", "cycles").WithCaption("alignment");
        foreach (var (group, permutation) in alignment.Permutations)
        {
            var cycles = permutation.Cycles();
            var fixedPoints = cycles.Count(cycle => cycle.Count == 1);
            table = table.Row(group, permutation.Length, permutation.Length - fixedPoints, cycles.Count - fixedPoints);
        }

        return table;
    }

    private static string AxisText(TensorAxis axis) => axis.BlockSize == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{axis.Tensor}[{axis.Axis}]")
        : string.Create(CultureInfo.InvariantCulture, $"{axis.Tensor}[{axis.Axis}] in blocks of {axis.BlockSize}");
}
