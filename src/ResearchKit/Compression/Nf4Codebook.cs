namespace ResearchKit.Compression;

/// <summary>The sixteen values of 4-bit NormalFloat.</summary>
/// <remarks>
/// Quantiles of the standard normal distribution, as many on either side of an exact zero as four bits allow, scaled to −1..1: with o = 0.9677083, Φ⁻¹ at nine points from o to 0.5 without the
/// last, −Φ⁻¹ at eight such points, and 0, divided by the largest. Reference: Dettmers et al., QLoRA, 2023, section 3 and appendix E.
/// </remarks>
public static class Nf4Codebook
{
    private static readonly float[] Table =
    [
        -1, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1,
    ];

    /// <summary>The values in rising order; code i stands for the i-th.</summary>
    public static IReadOnlyList<float> Values => Table;

    /// <summary>The midpoints between neighbours: a value above the i-th and not above the next has code i + 1, so that ties go to the lower code.</summary>
    internal static float[] Midpoints { get; } = [.. Table.Zip(Table.Skip(1), (a, b) => 0.5f * (a + b))];
}
