using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Onnx;

/// <summary>Makes a permutation spec of the factors that may move, and says which axes are left out and why.</summary>
internal sealed class SpecAssembly
{
    private static readonly string[] Endings = [".weight", ".bias"];

    private readonly AxisPropagation _axes;
    private readonly FactorRoles _roles;
    private readonly Dictionary<AxisFactor, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public SpecAssembly(OnnxModel model, AxisPropagation axes)
    {
        _axes = axes;
        _roles = new FactorRoles(axes);
        foreach (var node in model.Nodes)
        {
            foreach (var input in node.Inputs.Where(axes.Parameters.ContainsKey))
            {
                Name(node, input);
            }
        }

        foreach (var name in axes.Parameters.Keys)
        {
            Name(null, name); // weights whose first reader is out of sight
        }
    }

    /// <summary>The spec of all weights.</summary>
    public PermutationSpec Spec() => new(
        _names.SelectMany(pair => Instances(pair.Key).Select(name => KeyValuePair.Create(name, checked((int)pair.Key.Size)))),
        _axes.Parameters.Keys.Select(name => KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>(name, [.. _axes.AxesOf(name)!.Select(Entry)])),
        _axes.Statistics);

    /// <summary>The outermost group that moves an axis, or null.</summary>
    public string? GroupOf(AxisFactor[] axis) => AxisFactor.Leaves(axis).FirstOrDefault(_roles.Moves) is { } leaf && _roles.PlacesOf(leaf).Count == 0 ? _names.GetValueOrDefault(leaf) : null;

    /// <summary>The axes of weights that no group moves.</summary>
    public IEnumerable<OnnxUnpermutedAxis> Unpermuted() =>
        from weight in _axes.Parameters
        from axis in Enumerable.Range(0, weight.Value.shape.Length)
        let factors = _axes.AxesOf(weight.Key)![axis]
        where weight.Value.shape[axis] > 1 && Entry(factors) is null
        select new OnnxUnpermutedAxis(weight.Key, axis, weight.Value.shape[axis], Reason(factors));

    private string Reason(AxisFactor[] axis)
    {
        var leaves = AxisFactor.Leaves(axis);
        return leaves.Select(_roles.Reason).Distinct().ToList() is [var single]
            ? single
            : string.Join("; ", leaves.Select(leaf => string.Create(CultureInfo.InvariantCulture, $"factor {leaf.Size}: {_roles.Reason(leaf)}")));
    }

    private AxisPermutation? Entry(AxisFactor[] axis)
    {
        var leaves = AxisFactor.Leaves(axis);
        return leaves.Exists(_roles.Moves) ? Entry(leaves, 0, []) : null;
    }

    /// <summary>The entry of the factors from one on, in one place of those before it.</summary>
    private AxisPermutation Entry(List<AxisFactor> leaves, int at, Dictionary<AxisFactor, int> place)
    {
        var size = checked((int)leaves.Skip(at).Aggregate(1L, (product, leaf) => product * leaf.Size));
        var movesInside = leaves.Skip(at + 1).Any(_roles.Moves);
        if (at == leaves.Count || (!movesInside && !_roles.Moves(leaves[at])))
        {
            return AxisPermutation.Fixed(size);
        }

        var leaf = leaves[at];
        IReadOnlyList<AxisPermutation> inner = movesInside
            ? [.. Enumerable.Range(0, (int)leaf.Size).Select(i => Entry(leaves, at + 1, new Dictionary<AxisFactor, int>(place) { [leaf] = i }))]
            : [];
        return _roles.Moves(leaf)
            ? new AxisPermutation(Instance(leaf, _roles.PlacesOf(leaf).Select(outer => place[outer])), size / (int)leaf.Size) { Inner = inner }
            : AxisPermutation.Sections(inner);
    }

    /// <summary>The names of a factor's groups: one, or one for each place of the factors outside.</summary>
    private IEnumerable<string> Instances(AxisFactor leaf) => _roles.PlacesOf(leaf)
        .Aggregate((IEnumerable<int[]>)[[]], (places, outer) => places.SelectMany(place => Enumerable.Range(0, (int)outer.Size).Select(i => (int[])[.. place, i])))
        .Select(place => Instance(leaf, place));

    private string Instance(AxisFactor leaf, IEnumerable<int> place)
    {
        var places = string.Join(',', place.Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return places.Length == 0 ? _names[leaf] : $"{_names[leaf]}[{places}]";
    }

    private void Name(OnnxNode? node, string tensor)
    {
        foreach (var leaf in _axes.AxesOf(tensor)!.SelectMany(AxisFactor.Leaves).Where(leaf => _roles.Moves(leaf) && !_names.ContainsKey(leaf)))
        {
            var layer = node is not null && tensor.Contains("::", StringComparison.Ordinal) ? LayerOf(node) : LayerOf(tensor);
            _names.Add(leaf, Unique(_roles.PlacesOf(leaf).Count == 0 ? layer : $"{layer}.inside"));
        }
    }

    private string Unique(string name) => Enumerable.Range(1, _taken.Count + 1)
        .Select(i => i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}#{i}"))
        .First(_taken.Add);

    private static string LayerOf(string tensor) => Array.Find(Endings, ending => tensor.Length > ending.Length && tensor.EndsWith(ending, StringComparison.Ordinal)) is { } ending ? tensor[..^ending.Length] : tensor;

    // "/encoder/layer.0/linear/MatMul" is the layer encoder.layer.0.linear.
    private static string LayerOf(OnnxNode node)
    {
        var parts = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 ? string.Join('.', parts[..^1]) : node.Name;
    }
}
