using System.Globalization;
using ResearchKit.Merging;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

/// <summary>The small tensors that the reference values were computed on, 3 by 4.</summary>
internal static class GoldenVectors
{
    /// <summary>Reference values have six decimals and come from single-precision arithmetic.</summary>
    public const double Tolerance = 2e-6;

    public static float[] Base { get; } = [.10f, -.20f, .30f, -.40f, .50f, .60f, -.70f, .80f, -.90f, 1.00f, 1.10f, -1.20f];

    public static float[] DeltaA { get; } = [.01f, -.02f, .03f, -.04f, .05f, -.06f, .07f, -.08f, .09f, -.10f, .11f, -.12f];

    public static float[] DeltaB { get; } = [-.12f, .11f, -.10f, .09f, .08f, .07f, -.06f, -.05f, .04f, -.03f, .02f, .01f];

    public static float[] DeltaC { get; } = [.02f, .04f, -.06f, .08f, -.01f, -.03f, .05f, .07f, -.09f, .12f, .10f, -.11f];

    public static float[] A => Sum(Base, DeltaA);

    public static float[] B => Sum(Base, DeltaB);

    public static float[] C => Sum(Base, DeltaC);

    public static float[] E => Sum(Base, DeltaC, 1.5f);

    public static float[] Sum(float[] first, float[] second, float factor = 1) => [.. first.Zip(second, (x, y) => x + (factor * y))];

    /// <summary>The models by their letters; small letters are their differences from the base.</summary>
    public static float[] Of(char letter) => letter switch
    {
        'A' => A,
        'B' => B,
        'C' => C,
        'E' => E,
        'a' => DeltaA,
        'b' => DeltaB,
        'c' => DeltaC,
        '0' => Base,
        'X' => Sum(Sum(Base, DeltaA, 1.2f), DeltaC, .3f),
        'L' => [.. A.Select(value => 1.5f * value)],
        'm' => Sum(Base, Large(DeltaA)),
        'n' => Sum(Base, Large(DeltaB)),
        'f' => Sum(Base, [.001f, .5f, .001f, .001f, .3f, .001f, .001f, .001f, .001f, .001f, .001f, -.4f]),
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };

    public static double Weight(char letter) => char.ToUpperInvariant(letter) switch
    {
        'A' => .6,
        'B' => .4,
        _ => .5,
    };

    public static Tensor Matrix(float[] values) => tensor(values, 3, 4);

    public static MergeInput Input(string models, bool withBase, double[]? weights = null) => new()
    {
        Name = "w",
        Tensors = [.. models.Select(letter => Matrix(Of(letter)))],
        Weights = weights ?? [.. models.Select(Weight)],
        Base = withBase ? Matrix(Base) : null,
        Seed = 7,
    };

    /// <summary>Numbers between spaces; slashes part rows.</summary>
    public static double[] Parse(string text) =>
        [.. text.Split([' ', '/', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number.Replace('−', '-'), CultureInfo.InvariantCulture))];

    public static void AssertClose(string expected, Tensor actual, double tolerance = Tolerance) => AssertClose(Parse(expected), actual, tolerance);

    public static void AssertClose(double[] expected, Tensor actual, double tolerance = Tolerance)
    {
        var values = actual.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance, $"element {i} is {values[i]}; expected {expected[i]}");
        }
    }

    private static float[] Large(float[] deltas) => [.. deltas.Select(delta => Math.Abs(delta) > .05f ? delta : 0)];
}
