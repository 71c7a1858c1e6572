using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Pearson correlations of hidden units over tokens.</summary>
internal static class UnitCorrelations
{
    /// <summary>Columns of mean 0 and norm 1 (float64), so that correlations are inner products; a unit that never changes becomes 0.</summary>
    public static Tensor Standardise(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var wide = hidden.detach().to(ScalarType.Float64);
        var centred = wide - wide.mean([0L], keepdim: true);
        var norm = centred.square().sum([0L], keepdim: true).sqrt();
        // Rounding leaves a constant unit with a norm of about 1e-16 of its size, which must not be blown up.
        var scale = wide.square().sum([0L], keepdim: true).sqrt();
        return where(norm.gt(scale * 1e-12), centred / norm.clamp_min(double.Epsilon), zeros_like(centred)).MoveToOuterDisposeScope();
    }
}
