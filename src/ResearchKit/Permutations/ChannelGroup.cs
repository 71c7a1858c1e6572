namespace ResearchKit.Permutations;

/// <summary>A permutation group while a spec is being built: groups that an addition ties are merged (union-find).</summary>
internal sealed class ChannelGroup(string name, int size)
{
    private ChannelGroup? _mergedInto;

    /// <summary>The name that the finished spec shows.</summary>
    public string Name { get; set; } = name;

    /// <summary>The number of blocks that the group permutes; only the root's figure counts.</summary>
    public int Size { get; private set; } = size;

    /// <summary>The group that stands for this one after all merges.</summary>
    public ChannelGroup Root
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

    /// <summary>Allows only permutations that move <paramref name="blocks"/> (or a divisor's number of) whole blocks.</summary>
    public void Coarsen(int blocks) => Root.Size = Gcd(Root.Size, blocks);

    /// <summary>Ties two groups to the same permutation; the name of this one stays.</summary>
    public void Merge(ChannelGroup other)
    {
        var root = Root;
        var otherRoot = other.Root;
        if (ReferenceEquals(root, otherRoot))
        {
            return;
        }

        root.Size = Gcd(root.Size, otherRoot.Size);
        otherRoot._mergedInto = root;
    }

    private static int Gcd(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
