using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>A tensor, or what one section of each of its axes cuts out of it.</summary>
/// <param name="Name">The name of the piece, the tensor's own where nothing is cut.</param>
/// <param name="Tensor">The name of the tensor.</param>
/// <param name="Cuts">The axes that are cut, with first position and length.</param>
/// <param name="Axes">What moves the axes of the piece; no sections.</param>
internal sealed record TensorPiece(string Name, string Tensor, IReadOnlyList<(int Axis, long First, long Length)> Cuts, IReadOnlyList<AxisPermutation?> Axes)
{
    /// <summary>Cuts a tensor of a spec along its sections.</summary>
    public static IEnumerable<TensorPiece> Of(PermutationSpec spec, string tensor)
    {
        IEnumerable<TensorPiece> pieces = [new TensorPiece(tensor, tensor, [], spec.Axes[tensor])];
        for (var axis = 0; axis < spec.Axes[tensor].Count; axis++)
        {
            var at = axis;
            pieces = pieces.SelectMany(piece => piece.Cut(at, spec.Groups)).ToList();
        }

        return pieces;
    }

    /// <summary>The piece of a state dict's tensor; it shares memory with it.</summary>
    public Tensor Of(IReadOnlyDictionary<string, Tensor> stateDict) =>
        Cuts.Aggregate(stateDict[Tensor].detach(), (tensor, cut) => tensor.narrow(cut.Axis, cut.First, cut.Length));

    private IEnumerable<TensorPiece> Cut(int axis, IReadOnlyDictionary<string, int> groups)
    {
        if (Axes[axis] is not { Group.Length: 0 } sections)
        {
            yield return this;
            yield break;
        }

        var first = 0L;
        for (var i = 0; i < sections.Inner.Count; i++)
        {
            var length = AxisLayout.Length(sections.Inner[i], groups);
            var axes = Axes.ToArray();
            axes[axis] = sections.Inner[i] is { Group.Length: 0, IsNested: false } ? null : sections.Inner[i];
            foreach (var piece in new TensorPiece($"{Name}[{axis}.{i}]", Tensor, [.. Cuts, (axis, first, length)], axes).Cut(axis, groups))
            {
                yield return piece with { Cuts = Flatten(piece.Cuts) };
            }

            first += length;
        }
    }

    // Sections within sections: the cuts of one axis add up to the last.
    private static List<(int Axis, long First, long Length)> Flatten(IReadOnlyList<(int Axis, long First, long Length)> cuts) =>
        [.. cuts.GroupBy(cut => cut.Axis).Select(axis => (axis.Key, axis.Sum(cut => cut.First), axis.Last().Length))];
}
