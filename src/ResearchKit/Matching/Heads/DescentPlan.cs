using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>How coordinate descent walks a spec: plain groups one at a time, groups inside one another together.</summary>
/// <remarks>
/// The products that matching needs know plain axes only. A nested axis is therefore replaced by one flat group of all its positions, and an axis of sections by
/// tensors of their own; only the step that chooses permutations knows that flat groups have an inner form. A spec that is not nested is its own flat spec.
/// </remarks>
internal sealed class DescentPlan
{
    private readonly PermutationSpec _spec;
    private readonly List<TensorPiece> _pieces = [];
    private readonly string[] _flatNames;

    public DescentPlan(PermutationSpec spec)
    {
        _spec = spec;
        if (!spec.IsNested)
        {
            Flat = spec;
            _flatNames = [.. spec.Groups.Keys];
            Steps = [.. _flatNames.Select((_, index) => new GroupStep(index))];
            return;
        }

        _pieces.AddRange(spec.Axes.Keys.SelectMany(tensor => TensorPiece.Of(spec, tensor)));
        var bundleOf = Bundles();
        var flat = new Dictionary<AxisPermutation, string>();
        var sizes = spec.Groups.Where(pair => !bundleOf.ContainsKey(pair.Key)).ToDictionary(); // plain groups first, so that their numbers stay below the spec's
        var axes = new Dictionary<string, IReadOnlyList<AxisPermutation?>>();
        foreach (var piece in _pieces)
        {
            axes.Add(piece.Name, [.. piece.Axes.Select(axis => axis is null || !bundleOf.ContainsKey(axis.Group) ? axis : new AxisPermutation(FlatGroup(axis)))]);
        }

        Flat = new PermutationSpec(sizes, axes, _pieces.Where(piece => spec.Statistics.Contains(piece.Tensor)).Select(piece => piece.Name));
        _flatNames = [.. Flat.Groups.Keys];
        Heads = [.. bundleOf.GroupBy(pair => pair.Value, pair => pair.Key).Select(groups => new HeadBundle(
            [.. groups],
            [.. flat.Where(pair => bundleOf[pair.Key.Group] == groups.Key).Select(pair => (pair.Key, Array.IndexOf(_flatNames, pair.Value)))]))];
        var inHeads = Heads.SelectMany(bundle => bundle.Layouts).Select(layout => layout.Flat).ToHashSet();
        Steps =
        [
            .. Enumerable.Range(0, _flatNames.Length).Where(index => !inHeads.Contains(index)).Select(index => new GroupStep(index)),
            .. Heads.Select(bundle => new HeadStep(bundle, spec.Groups)),
        ];

        string FlatGroup(AxisPermutation axis)
        {
            if (!flat.TryGetValue(axis, out var name))
            {
                flat.Add(axis, name = $"#{flat.Count}: {axis.Group}");
                sizes.Add(name, checked((int)AxisLayout.Length(axis, spec.Groups)));
            }

            return name;
        }
    }

    /// <summary>The spec of plain groups and tensors without sections.</summary>
    public PermutationSpec Flat { get; }

    /// <summary>What one sweep consists of.</summary>
    public IReadOnlyList<IDescentStep> Steps { get; }

    /// <summary>The groups that are matched together.</summary>
    public IReadOnlyList<HeadBundle> Heads { get; } = [];

    /// <summary>The tensors of the flat spec; empty where they are those of the state dict.</summary>
    public IReadOnlyList<TensorPiece> Pieces => _pieces;

    /// <summary>The tensors of the flat spec, sharing memory with the state dict's.</summary>
    public IReadOnlyDictionary<string, Tensor> Split(IReadOnlyDictionary<string, Tensor> stateDict) => _spec.IsNested
        ? _pieces.Where(piece => stateDict.ContainsKey(piece.Tensor)).ToDictionary(piece => piece.Name, piece => piece.Of(stateDict))
        : stateDict;

    /// <summary>The permutations of the flat groups under an alignment.</summary>
    public int[][] Start(Alignment alignment)
    {
        var permutations = Array.ConvertAll(_flatNames, name => alignment.Permutations.TryGetValue(name, out var permutation) ? permutation.ToArray() : []);
        foreach (var (axis, index) in Heads.SelectMany(bundle => bundle.Layouts))
        {
            permutations[index] = AxisLayout.ToPositions(axis, _spec.Groups, group => alignment[group]);
        }

        return permutations;
    }

    /// <summary>The alignment that flat permutations stand for.</summary>
    public Alignment Finish(int[][] permutations)
    {
        var found = _flatNames.Select((name, index) => (name, index)).Where(pair => _spec.Groups.ContainsKey(pair.name)).ToDictionary(pair => pair.name, pair => new Permutation(permutations[pair.index]));
        foreach (var (axis, index) in Heads.SelectMany(bundle => bundle.Layouts))
        {
            AxisLayout.FromPositions(axis, _spec.Groups, permutations[index], found);
        }

        return new Alignment(_spec, found);
    }

    /// <summary>Numbers the sets of groups that stand inside one another; groups by themselves are left out.</summary>
    private Dictionary<string, int> Bundles()
    {
        var parent = new Dictionary<string, string>();
        foreach (var axis in _pieces.SelectMany(piece => piece.Axes).OfType<AxisPermutation>().Where(axis => axis.IsNested))
        {
            var first = Root(axis.Group);
            foreach (var group in axis.Groups)
            {
                parent[Root(group)] = first;
            }
        }

        var numbers = new Dictionary<string, int>();
        foreach (var group in _spec.Groups.Keys.Where(parent.ContainsKey))
        {
            numbers.TryAdd(Root(group), numbers.Count);
        }

        return _spec.Groups.Keys.Where(parent.ContainsKey).ToDictionary(group => group, group => numbers[Root(group)]);

        string Root(string group)
        {
            parent.TryAdd(group, group);
            while (parent[group] != group)
            {
                group = parent[group];
            }

            return group;
        }
    }
}
