using ResearchKit.Assignment;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>What activation matching assigns at once: one plain group, or the heads of an attention layer and the groups inside them.</summary>
internal sealed class ActivationTarget
{
    private readonly PermutationSpec _spec;
    private readonly List<(AxisPermutation Axis, int Length, List<ActivationPlace> Places)> _layouts;
    private readonly List<(int Layout, ActivationPlace Place, ActivationMoments Moments)> _moments = [];

    private ActivationTarget(PermutationSpec spec, IReadOnlyList<string> groups, List<(AxisPermutation Axis, int Length, List<ActivationPlace> Places)> layouts)
    {
        (_spec, Groups, _layouts) = (spec, groups, layouts);
    }

    /// <summary>The groups that are assigned.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The activations of a unit that were seen.</summary>
    public long Samples => _moments.Count == 0 ? 0 : _moments.Max(part => part.Moments.Samples);

    /// <summary>The targets of a spec, plain groups first.</summary>
    public static List<ActivationTarget> Of(PermutationSpec spec)
    {
        var plan = new DescentPlan(spec);
        var inHeads = plan.Heads.SelectMany(bundle => bundle.Groups).ToHashSet();
        var plain = spec.Groups.Where(pair => !inHeads.Contains(pair.Key)).Select(pair => new ActivationTarget(
            spec, [pair.Key], [(new AxisPermutation(pair.Key), pair.Value, [new ActivationPlace(pair.Key, 0, pair.Value, pair.Value), .. Places(pair.Key)])]));
        var flat = plan.Flat.Groups.ToList();
        return
        [
            .. plain,
            .. plan.Heads.Select(bundle => new ActivationTarget(
                spec, bundle.Groups, [.. bundle.Layouts.Select(layout => (layout.Axis, flat[layout.Flat].Value, Places(flat[layout.Flat].Key)))])),
        ];

        List<ActivationPlace> Places(string flatGroup) => [.. plan.Pieces
            .SelectMany(piece => Enumerable.Range(0, piece.Axes.Count), (piece, axis) => (piece, axis))
            .Where(place => plan.Flat.Axes[place.piece.Name][place.axis]?.Group == flatGroup)
            .Select(place => ActivationPlace.Of(place.piece, place.axis, AxisLayout.Length(place.piece.Axes[place.axis]!, spec.Groups), AxisLayout.Length(spec.Axes[place.piece.Tensor][place.axis]!, spec.Groups)))
            .OfType<ActivationPlace>().Distinct()];
    }

    /// <summary>Adds a batch; the first one shows which of the possible activations there are.</summary>
    public void Add(IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, int chunkSize)
    {
        if (_moments.Count == 0)
        {
            Choose(reference);
        }

        foreach (var (_, place, moments) in _moments)
        {
            moments.Add(place.Units(reference, "reference", Groups[0]), place.Units(candidate, "candidate", Groups[0]), chunkSize);
        }
    }

    /// <summary>Assigns the groups and returns the mean similarity of units after and before.</summary>
    public (double After, double Before) Assign(ActivationMatchingOptions options, Dictionary<string, Permutation> permutations)
    {
        var terms = new List<NestedTerm>();
        var (before, units) = (0.0, 0);
        foreach (var part in _moments.GroupBy(part => part.Layout))
        {
            var (axis, n, _) = _layouts[part.Key];
            var similarity = new double[n * n];
            foreach (var (_, _, moments) in part)
            {
                var values = options.Similarity == ActivationSimilarity.Pearson ? moments.Correlations(options.Epsilon) : moments.SecondMoments();
                for (var i = 0; i < values.Length; i++)
                {
                    similarity[i] += values[i];
                }

                units += n;
            }

            before += Enumerable.Range(0, n).Sum(i => similarity[(i * n) + i]);
            terms.Add(new NestedTerm(axis, similarity, n));
        }

        double after;
        if (Groups.Count == 1)
        {
            var n = _spec.Groups[Groups[0]];
            var result = LinearAssignment.Solve(terms[0].Matrix, n, n, new AssignmentOptions { Sense = Sense.Maximize });
            permutations.Add(Groups[0], new Permutation(result.ColumnOfRow));
            after = result.Objective;
        }
        else
        {
            after = new NestedAssignment(_spec.Groups).Solve(terms, permutations);
        }

        return (after / units, before / units);
    }

    /// <summary>The units of the reference that never changed.</summary>
    public int DeadUnits() => _moments.Sum(part => part.Moments.DeadUnits());

    /// <summary>Takes a plain group's own activations where there are any, and otherwise every layer that shows its units.</summary>
    private void Choose(IReadOnlyDictionary<string, Tensor> activations)
    {
        for (var layout = 0; layout < _layouts.Count; layout++)
        {
            var shown = _layouts[layout].Places.FindAll(place => activations.ContainsKey(place.Key));
            foreach (var place in Groups.Count == 1 && shown.Exists(place => place.Key == Groups[0]) ? shown[..1] : shown)
            {
                _moments.Add((layout, place, new ActivationMoments(Groups[0], _layouts[layout].Length).MoveToOuterDisposeScope()));
            }
        }

        var covered = _moments.SelectMany(part => _layouts[part.Layout].Axis.Groups).ToHashSet();
        if (Groups.FirstOrDefault(group => !covered.Contains(group)) is { } missing)
        {
            var keys = _layouts.Where(layout => layout.Axis.Groups.Contains(missing)).SelectMany(layout => layout.Places).Select(place => $"'{place.Key}'").Distinct();
            throw new ArgumentException($"The reference gives no activations for group '{missing}', expected under {string.Join(" or ", keys)}; it gives {string.Join(", ", activations.Keys)}.");
        }
    }
}
