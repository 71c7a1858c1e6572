using System.Globalization;
using System.Runtime.CompilerServices;

namespace ResearchKit.Merging;

/// <summary>Checks of merge methods' parameters and of what they are given.</summary>
internal static class MergeGuard
{
    // Below this the weights of a mean are taken to cancel.
    private const double SmallestSum = 1e-8;

    /// <summary>A finite number.</summary>
    public static double Finite(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) ? value : throw Bad(name, value, "a finite number");

    /// <summary>A number from 0 to 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Bad(name, value, "a number from 0 to 1");

    /// <summary>A number above 0 and at most 1.</summary>
    public static double PositiveShare(double value, [CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value : throw Bad(name, value, "a number above 0 and at most 1");

    /// <summary>A finite number of 0 or more.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Bad(name, value, "a finite number of 0 or more");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Bad(name, value, "a finite number above 0");

    /// <summary>A whole number of 1 or more.</summary>
    public static int AtLeastOne(int value, [CallerMemberName] string name = "") =>
        value >= 1 ? value : throw Bad(name, value, "1 or more");

    /// <summary>Refuses a number of models that a method has no formula for.</summary>
    public static void Models(MergeInput input, string method, int least, int most = int.MaxValue)
    {
        if (input.Tensors.Count < least || input.Tensors.Count > most)
        {
            var expected = most == least ? $"{least}" : most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
            throw new ArgumentException($"Merge method '{method}' was given {input.Tensors.Count} models for tensor '{input.Name}'; expected {expected}.");
        }
    }

    /// <summary>The weights divided by their sum.</summary>
    public static double[] Shares(MergeInput input)
    {
        // Added from the smallest up, so that the sum does not depend on how the models are listed.
        var sum = input.Weights.Order().Sum();
        if (!(Math.Abs(sum) > SmallestSum))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Tensor '{input.Name}': the weights {string.Join(", ", input.Weights)} sum to {sum}, so that they have no mean; give weights with another sum."));
        }

        return [.. input.Weights.Select(weight => weight / sum)];
    }

    private static ArgumentOutOfRangeException Bad(string name, double value, string expected) =>
        new(name, value, $"{name} is {value.ToString(CultureInfo.InvariantCulture)}; expected {expected}.");
}
