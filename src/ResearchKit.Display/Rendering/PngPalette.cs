namespace ResearchKit.Display;

/// <summary>At most 256 colours that stand for all colours of a picture.</summary>
internal sealed class PngPalette
{
    private const int Size = 256;

    /// <summary>The most frequent colours are kept exactly; the rest of the palette goes to those that are farthest from it.</summary>
    private const int Exact = 128;

    private readonly Dictionary<int, byte> _index = [];

    private PngPalette(List<int> colors)
    {
        Colors = colors;
    }

    /// <summary>The colours as 0xRRGGBB.</summary>
    public IReadOnlyList<int> Colors { get; }

    /// <summary>The largest difference of a red, green or blue value from that of the colour standing for it.</summary>
    public int LargestError { get; private set; }

    /// <summary>The place in the palette of a colour of the picture.</summary>
    public byte this[int color] => _index[color];

    /// <summary>Chooses the colours: frequent ones first, then always the one farthest from those chosen (Gonzalez's greedy k-centre, 1985).</summary>
    public static PngPalette Of(int[] pixels)
    {
        var counts = new Dictionary<int, int>();
        foreach (var pixel in pixels)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, pixel, out _)++;
        }

        var all = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key).ToArray();
        var chosen = all.Take(all.Length <= Size ? Size : Exact).ToList();
        var distance = new int[all.Length];
        var nearest = new byte[all.Length];
        Array.Fill(distance, int.MaxValue);
        for (var k = 0; k < chosen.Count; k++)
        {
            Approach(all, chosen[k], (byte)k, distance, nearest);
            if (k == chosen.Count - 1 && chosen.Count < Math.Min(Size, all.Length))
            {
                chosen.Add(all[Array.IndexOf(distance, distance.Max())]);
            }
        }

        var palette = new PngPalette(chosen);
        for (var i = 0; i < all.Length; i++)
        {
            palette._index.Add(all[i], nearest[i]);
            palette.LargestError = Math.Max(palette.LargestError, Error(all[i], chosen[nearest[i]]));
        }

        return palette;
    }

    private static void Approach(int[] all, int center, byte place, int[] distance, byte[] nearest)
    {
        for (var i = 0; i < all.Length; i++)
        {
            var (red, green, blue) = Difference(all[i], center);
            var squared = (red * red) + (green * green) + (blue * blue);
            if (squared < distance[i])
            {
                distance[i] = squared;
                nearest[i] = place;
            }
        }
    }

    private static int Error(int a, int b)
    {
        var (red, green, blue) = Difference(a, b);
        return Math.Max(Math.Abs(red), Math.Max(Math.Abs(green), Math.Abs(blue)));
    }

    private static (int Red, int Green, int Blue) Difference(int a, int b) =>
        ((a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255));
}
