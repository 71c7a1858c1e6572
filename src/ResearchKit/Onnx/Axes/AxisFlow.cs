namespace ResearchKit.Onnx;

/// <summary>A node with the axes of its inputs, as its operator's rule sees it: the rule says which axes move together and what the outputs' axes are.</summary>
/// <remarks>An axis is a list of factors, outer first; an axis of size 1 is empty.</remarks>
internal sealed class AxisFlow(OnnxNode node, int operatorSet, AxisValue?[] inputs, long[][] outputShapes)
{
    public OnnxNode Node => node;

    public OnnxAttributes Attributes => node.Attributes;

    public int OperatorSet => operatorSet;

    public int Count => inputs.Length;

    /// <summary>The axes of each output, which the rule sets; those left null cannot move.</summary>
    public AxisFactor[]?[]?[] Outputs { get; } = new AxisFactor[]?[]?[outputShapes.Length];

    /// <summary>Pairs of axes of which the first are mixed for each place of the others, so that what moves on the others cannot depend on a place of the first.</summary>
    public List<(AxisFactor[] Mixed, AxisFactor[] Others)> Mixtures { get; } = [];

    public bool Has(int input) => input < inputs.Length && inputs[input] is not null;

    public AxisFactor[][] Axes(int input) => inputs[input]!.Axes;

    public long[] Shape(int input) => inputs[input]!.Shape;

    public long[] OutputShape(int output = 0) => outputShapes[output];

    /// <summary>The whole numbers of an input that gives sizes or axes; their places cannot move.</summary>
    public long[]? Ints(int input)
    {
        if (!Has(input))
        {
            return null;
        }

        FixInput(input, "it gives sizes or axes");
        return inputs[input]!.Ints;
    }

    /// <summary>Forbids an axis to move.</summary>
    public void Fix(IEnumerable<AxisFactor> axis, string reason)
    {
        foreach (var leaf in AxisFactor.Leaves(axis))
        {
            leaf.Fix($"{reason} ({node})");
        }
    }

    /// <summary>Forbids all axes of an input to move.</summary>
    public void FixInput(int input, string reason)
    {
        if (Has(input))
        {
            foreach (var axis in Axes(input))
            {
                Fix(axis, reason);
            }
        }
    }

    /// <summary>Says that the places of some axes of the first input are mixed and stay axes, as softmax and normalisation do.</summary>
    public void Mix(Func<int, bool> isMixed)
    {
        var axes = Axes(0).Select((axis, i) => (axis, mixed: isMixed(i))).ToLookup(pair => pair.mixed, pair => pair.axis);
        Mixtures.Add(([.. axes[true].SelectMany(axis => axis)], [.. axes[false].SelectMany(axis => axis)]));
    }

    /// <summary>A new axis that can move until something forbids it.</summary>
    public static AxisFactor[] Free(long size) => size == 1 ? [] : [new AxisFactor(size)];

    /// <summary>A new axis that cannot move.</summary>
    public AxisFactor[] Fixed(long size, string reason) => size == 1 ? [] : [new AxisFactor(size, $"{reason} ({node})")];

    /// <summary>Makes two axes of one size move together and returns one of them; where their factors do not fit, both are forbidden to move.</summary>
    public AxisFactor[] Unify(AxisFactor[] a, AxisFactor[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == 0 ? b : a;
        }

        for (var i = 0; ; i++)
        {
            var (left, right) = (AxisFactor.Leaves(a), AxisFactor.Leaves(b));
            if (i >= left.Count || i >= right.Count)
            {
                return a;
            }

            var (x, y) = (left[i], right[i]);
            if (x.Size > y.Size && x.Size % y.Size == 0)
            {
                x.Split(y.Size);
                i--;
            }
            else if (y.Size > x.Size && y.Size % x.Size == 0)
            {
                y.Split(x.Size);
                i--;
            }
            else if (x.Size == y.Size)
            {
                x.Merge(y);
            }
            else
            {
                Fix(a, "axes of different structure meet");
                Fix(b, "axes of different structure meet");
                return a;
            }
        }
    }

    /// <summary>Splits off the inner part of an axis: what is left outside, and a part of the size given, or null where the factors do not fit.</summary>
    public static (AxisFactor[] Outer, AxisFactor[] Inner)? Divide(AxisFactor[] axis, long inner)
    {
        var need = inner;
        while (true)
        {
            var leaves = AxisFactor.Leaves(axis);
            var taken = 0;
            need = inner;
            while (need > 1 && taken < leaves.Count && need % leaves[^(taken + 1)].Size == 0)
            {
                need /= leaves[^++taken].Size;
            }

            if (need == 1)
            {
                return ([.. leaves[..^taken]], [.. leaves[^taken..]]);
            }

            if (taken == leaves.Count || leaves[^(taken + 1)].Size % need != 0)
            {
                return null;
            }

            var last = leaves[^(taken + 1)];
            last.Split(last.Size / need);
        }
    }
}
