namespace ResearchKit.Onnx;

/// <summary>A factor of an axis: the axis of size 12 that a reshape treats as 3 by 4 has a factor of 3 and, within it, one of 4.</summary>
/// <remarks>
/// Factors that must move together are merged (union-find). A factor that is split stands for its two parts, wherever it occurs. A factor that cannot move knows why.
/// </remarks>
internal sealed class AxisFactor(long size, string? fixedBy = null)
{
    private AxisFactor? _mergedInto;
    private (AxisFactor Outer, AxisFactor Inner)? _parts;
    private string? _fixedBy = fixedBy;

    public long Size { get; } = size;

    /// <summary>Why the factor cannot move, or null where it can.</summary>
    public string? FixedBy => Root._fixedBy;

    private AxisFactor Root
    {
        get
        {
            var root = this;
            while (root._mergedInto is { } next)
            {
                root = next;
            }

            return root;
        }
    }

    /// <summary>The factors that stand for an axis after all merges and splits; factors of size 1 are left out.</summary>
    public static List<AxisFactor> Leaves(IEnumerable<AxisFactor> axis)
    {
        var result = new List<AxisFactor>();
        var open = new Stack<AxisFactor>(axis.Reverse());
        while (open.Count > 0)
        {
            var root = open.Pop().Root;
            if (root._parts is { } parts)
            {
                open.Push(parts.Inner);
                open.Push(parts.Outer);
            }
            else if (root.Size > 1)
            {
                result.Add(root);
            }
        }

        return result;
    }

    /// <summary>Forbids a leaf to move; the first reason stays.</summary>
    public void Fix(string reason) => Root._fixedBy ??= reason;

    /// <summary>Makes a leaf of two parts, the outer one of the size given.</summary>
    public void Split(long outer) => Root._parts = (new AxisFactor(outer, Root._fixedBy), new AxisFactor(Size / outer, Root._fixedBy));

    /// <summary>Makes two leaves of one size move together.</summary>
    public void Merge(AxisFactor other)
    {
        var (root, second) = (Root, other.Root);
        if (!ReferenceEquals(root, second))
        {
            root._fixedBy ??= second._fixedBy;
            second._mergedInto = root;
        }
    }
}
