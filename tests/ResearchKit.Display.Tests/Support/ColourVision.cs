using System.Globalization;

namespace ResearchKit.Display.Tests;

/// <summary>Colours as people with and without colour blindness see them.</summary>
/// <remarks>References: Machado, Oliveira and Fernandes, 2009, matrices for severity 1; CIE 1976 L*a*b* under D65; contrast as in WCAG 2.</remarks>
public static class ColourVision
{
    private static readonly Dictionary<string, double[][]> Matrices = new()
    {
        ["all cones"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["protanopia"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["deuteranopia"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ["tritanopia"] = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    };

    public static TheoryData<string> Kinds => [.. Matrices.Keys];

    public static (double L, double A, double B) Lab(string color, string vision)
    {
        var linear = Linear(color);
        var seen = Matrices[vision].Select(row => Math.Clamp(row.Zip(linear, (m, c) => m * c).Sum(), 0, 1)).ToArray();
        var x = Root(((0.4124 * seen[0]) + (0.3576 * seen[1]) + (0.1805 * seen[2])) / 0.95047);
        var y = Root((0.2126 * seen[0]) + (0.7152 * seen[1]) + (0.0722 * seen[2]));
        var z = Root(((0.0193 * seen[0]) + (0.1192 * seen[1]) + (0.9505 * seen[2])) / 1.08883);
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    public static double Difference((double L, double A, double B) p, (double L, double A, double B) q) =>
        Math.Sqrt(Math.Pow(p.L - q.L, 2) + Math.Pow(p.A - q.A, 2) + Math.Pow(p.B - q.B, 2));

    public static double ContrastWithWhite(string color)
    {
        var linear = Linear(color);
        return 1.05 / ((0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]) + 0.05);
    }

    private static double[] Linear(string color) =>
    [
        .. new[] { 1, 3, 5 }.Select(i => int.Parse(color.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)),
    ];

    private static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
}
