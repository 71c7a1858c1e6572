namespace ResearchKit.Graphs;

/// <summary>Colour refinement: nodes of different colours never change places in an automorphism; nodes of one colour may.</summary>
internal static class NodeColours
{
    /// <summary>Refines until the number of colours stays.</summary>
    /// <param name="neighbours">The neighbours of each node.</param>
    /// <param name="codes">The pair codes, n × n.</param>
    /// <param name="kinds">What is known to differ between nodes at the start.</param>
    /// <returns>A number for each node. Equal surroundings give equal numbers; a chance collision can only leave two colours together.</returns>
    public static ulong[] Refine(int[][] neighbours, int[] codes, int[] kinds)
    {
        var n = neighbours.Length;
        var (colours, next, sorted) = (new ulong[n], new ulong[n], new ulong[n]);
        for (var i = 0; i < n; i++)
        {
            colours[i] = Mix((ulong)kinds[i] + 1);
        }

        for (var (count, before) = (CountOf(colours, sorted), 0); count > before && count < n;)
        {
            for (var i = 0; i < n; i++)
            {
                // A sum does not depend on the order of the neighbours.
                var sum = 0UL;
                foreach (var j in neighbours[i])
                {
                    sum += Mix(colours[j] + (ulong)codes[(i * n) + j]);
                }

                next[i] = Mix(colours[i] ^ Mix(sum));
            }

            (colours, next) = (next, colours);
            (count, before) = (CountOf(colours, sorted), count);
        }

        return colours;
    }

    private static int CountOf(ulong[] colours, ulong[] sorted)
    {
        colours.CopyTo(sorted, 0);
        sorted.AsSpan().Sort();
        var count = Math.Min(1, sorted.Length);
        for (var i = 1; i < sorted.Length; i++)
        {
            count += sorted[i] == sorted[i - 1] ? 0 : 1;
        }

        return count;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
