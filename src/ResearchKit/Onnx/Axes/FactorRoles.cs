using System.Globalization;

namespace ResearchKit.Onnx;

/// <summary>Decides which factors of the weights' axes become permutation groups, and of which outer factors each place has a group of its own.</summary>
/// <remarks>
/// A factor d inside a factor h (units inside heads) may move in each place of h in another way when d never occurs without h in any value, and no operator that keeps both mixes the places of h:
/// then every step of the computation has its own d for each h. Where d occurs without h it moves alike in all, which is allowed where h is a section that stays, and left out where h moves.
/// Leaving a factor in place is always allowed.
/// </remarks>
internal sealed class FactorRoles
{
    private const long MostPlaces = 4096;

    private readonly AxisPropagation _axes;
    private readonly Dictionary<AxisFactor, List<(string Tensor, int Axis, List<AxisFactor> Outside)>> _occurrences = [];
    private readonly Dictionary<AxisFactor, string> _excluded = [];
    private readonly Dictionary<AxisFactor, List<AxisFactor>> _places = [];

    public FactorRoles(AxisPropagation axes)
    {
        _axes = axes;
        foreach (var (name, tensor) in axes.Parameters)
        {
            for (var axis = 0; axis < tensor.shape.Length; axis++)
            {
                Collect(name, axis);
            }
        }

        var company = Company();
        foreach (var factor in _occurrences.Keys.Where(factor => !_excluded.ContainsKey(factor)))
        {
            _places[factor] = [.. _occurrences[factor][0].Outside.Where(outer =>
                _occurrences[factor].All(occurrence => occurrence.Outside.Contains(outer)) && company.GetValueOrDefault((factor, outer)))];
        }

        foreach (var factor in _places.Keys)
        {
            ExcludeShared(factor);
        }
    }

    /// <summary>Whether a factor moves.</summary>
    public bool Moves(AxisFactor leaf) => leaf.FixedBy is null && _places.ContainsKey(leaf) && !_excluded.ContainsKey(leaf);

    /// <summary>The outer factors for each of whose places the factor has a permutation of its own, outermost first.</summary>
    public IReadOnlyList<AxisFactor> PlacesOf(AxisFactor leaf) => _places[leaf];

    /// <summary>Why a factor does not move.</summary>
    public string Reason(AxisFactor leaf) => leaf.FixedBy ?? _excluded.GetValueOrDefault(leaf, "no reason");

    private void Collect(string tensor, int axis)
    {
        var leaves = AxisFactor.Leaves(_axes.AxesOf(tensor)![axis]);
        var places = 1L;
        for (var i = 0; i < leaves.Count; i++)
        {
            var leaf = leaves[i];
            if (leaf.FixedBy is null)
            {
                if (!_occurrences.TryGetValue(leaf, out var seen))
                {
                    _occurrences.Add(leaf, seen = []);
                }

                if (seen.Any(occurrence => occurrence.Tensor == tensor))
                {
                    _excluded.TryAdd(leaf, $"it stands on two axes of '{tensor}', which a permutation spec cannot say");
                }
                else if (leaf.Size > int.MaxValue || places > MostPlaces)
                {
                    _excluded.TryAdd(leaf, string.Create(CultureInfo.InvariantCulture, $"it lies in {places} blocks of an axis of '{tensor}', too many to name"));
                }

                seen.Add((tensor, axis, leaves[..i]));
            }

            places *= Math.Min(leaf.Size, MostPlaces + 1);
        }
    }

    /// <summary>For each factor and each that stands outside of it in a weight: whether no value has the first without the second, and no operator mixes the second for each place of the first.</summary>
    private Dictionary<(AxisFactor Inner, AxisFactor Outer), bool> Company()
    {
        var result = _occurrences.SelectMany(pair => pair.Value[0].Outside.Select(outer => (pair.Key, outer))).Distinct().ToDictionary(pair => pair, _ => true);
        if (result.Count == 0)
        {
            return result;
        }

        foreach (var value in _axes.AllAxes)
        {
            var present = AxisFactor.Leaves(value.SelectMany(axis => axis)).ToHashSet();
            foreach (var pair in result.Keys.Where(pair => present.Contains(pair.Key) && !present.Contains(pair.outer)).ToList())
            {
                result[pair] = false;
            }
        }

        foreach (var (mixed, others) in _axes.Mixtures)
        {
            var (mixedLeaves, otherLeaves) = (AxisFactor.Leaves(mixed).ToHashSet(), AxisFactor.Leaves(others).ToHashSet());
            foreach (var pair in result.Keys.Where(pair => mixedLeaves.Contains(pair.outer) && otherLeaves.Contains(pair.Key)).ToList())
            {
                result[pair] = false;
            }
        }

        return result;
    }

    private void ExcludeShared(AxisFactor factor)
    {
        var shared = _occurrences[factor].FirstOrDefault(occurrence => _places[factor].Count == 0 && occurrence.Outside.Any(Moves));
        if (shared.Tensor is not null)
        {
            _excluded.TryAdd(factor, $"it lies inside what moves on an axis of '{shared.Tensor}', and is the same for all of its places");
        }
    }
}
