namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>Draws the picture that Jupyter shows for the kernel: three units on either side, joined by a permutation.</summary>
internal static class KernelLogo
{
    private const int Samples = 4;
    private const double UnitRadius = 0.09;
    private const double LineWidth = 0.035;
    private const double Left = 0.24;
    private const double Right = 0.76;
    private static readonly double[] Rows = [0.2, 0.5, 0.8];
    private static readonly int[] Permutation = [1, 2, 0];
    private static readonly (byte Red, byte Green, byte Blue)[] Colors = [(0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00), (0x00, 0x9E, 0x73)];

    /// <summary>Draws the logo.</summary>
    /// <param name="size">Its width and height in pixels.</param>
    /// <returns>A PNG with a transparent background.</returns>
    public static byte[] Draw(int size)
    {
        var pixels = new byte[size * size * 4]; // (row, column, red green blue alpha)
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                Shade(pixels.AsSpan(((y * size) + x) * 4, 4), x, y, size);
            }
        }

        return PngWriter.Write(pixels, size, size);
    }

    private static void Shade(Span<byte> pixel, int x, int y, int size)
    {
        int red = 0, green = 0, blue = 0, hits = 0;
        for (var i = 0; i < Samples * Samples; i++)
        {
            var px = (x + (((i % Samples) + 0.5) / Samples)) / size;
            var py = (y + (((i / Samples) + 0.5) / Samples)) / size;
            if (ColorAt(px, py) is { } color)
            {
                red += color.Red;
                green += color.Green;
                blue += color.Blue;
                hits++;
            }
        }

        if (hits > 0)
        {
            pixel[0] = (byte)(red / hits);
            pixel[1] = (byte)(green / hits);
            pixel[2] = (byte)(blue / hits);
            pixel[3] = (byte)(255 * hits / (Samples * Samples));
        }
    }

    // Units lie over lines; of two lines the later one is on top.
    private static (byte Red, byte Green, byte Blue)? ColorAt(double x, double y)
    {
        for (var i = 0; i < Rows.Length; i++)
        {
            if (double.Hypot(x - Left, y - Rows[i]) <= UnitRadius || double.Hypot(x - Right, y - Rows[Permutation[i]]) <= UnitRadius)
            {
                return Colors[i];
            }
        }

        for (var i = Rows.Length - 1; i >= 0; i--)
        {
            if (DistanceToLine(x, y, Rows[i], Rows[Permutation[i]]) <= LineWidth)
            {
                return Colors[i];
            }
        }

        return null;
    }

    private static double DistanceToLine(double x, double y, double from, double to)
    {
        var (dx, dy) = (Right - Left, to - from);
        var along = Math.Clamp((((x - Left) * dx) + ((y - from) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return double.Hypot(x - (Left + (along * dx)), y - (from + (along * dy)));
    }
}
