using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Makes up for the values of a task vector that were dropped.</summary>
internal static class MaskRescaling
{
    // A sum of magnitudes below this cannot be brought to another one.
    private const double SmallestSum = 1e-7;

    /// <summary>Rescales what stayed, with one probability of staying for all values.</summary>
    public static Tensor Apply(Rescaling rescaling, Tensor whole, Tensor kept, double density) => rescaling switch
    {
        Rescaling.InverseDensity => kept / density,
        Rescaling.L1 => L1(whole, kept),
        _ => kept,
    };

    /// <summary>Rescales what stayed, with a probability of staying for each value.</summary>
    public static Tensor Apply(Rescaling rescaling, Tensor whole, Tensor kept, Tensor density) => rescaling switch
    {
        Rescaling.InverseDensity => kept / density,
        Rescaling.L1 => L1(whole, kept),
        _ => kept,
    };

    private static Tensor L1(Tensor whole, Tensor kept)
    {
        var left = Reductions.AbsoluteSum(kept);
        return left < SmallestSum ? kept : kept * (Reductions.AbsoluteSum(whole) / left);
    }
}
