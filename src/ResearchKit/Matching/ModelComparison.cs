using System.Runtime.InteropServices;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Norms, inner product and distance of a reference and an aligned candidate, in double precision, statistics excluded.</summary>
/// <param name="ReferenceNorm">The L2 norm of the reference.</param>
/// <param name="CandidateNorm">The L2 norm of the candidate.</param>
/// <param name="Objective">The inner product over the tensors that a group permutes: the objective of weight matching.</param>
/// <param name="Distance">The L2 distance over all tensors.</param>
internal readonly record struct ModelComparison(double ReferenceNorm, double CandidateNorm, double Objective, double Distance)
{
    /// <summary>Compares two models that fit the alignment's spec; refuses NaN and infinite elements, naming the tensor.</summary>
    public static ModelComparison Measure(Alignment alignment, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate)
    {
        var spec = alignment.Spec;
        var (permuted, fixedOnes) = (default(PairSums), default(PairSums));
        using var noGradient = no_grad();
        foreach (var name in StateDicts.MatchedNames(spec, reference))
        {
            using var scope = NewDisposeScope();
            var sums = default(PairSums);
            Add(ref sums, reference[name].detach(), alignment.Permutes(name) ? alignment.ApplyTo(name, candidate[name]) : candidate[name].detach());
            ThrowIfNotFinite(sums.Reference, "reference", name);
            ThrowIfNotFinite(sums.Candidate, "candidate", name);
            if (spec.Axes[name].Any(axis => axis is not null))
            {
                permuted.Add(sums);
            }
            else
            {
                fixedOnes.Add(sums);
            }
        }

        return new ModelComparison(
            Math.Sqrt(permuted.Reference + fixedOnes.Reference),
            Math.Sqrt(permuted.Candidate + fixedOnes.Candidate),
            permuted.Product,
            Math.Sqrt(permuted.Difference + fixedOnes.Difference));
    }

    private static void Add(ref PairSums sums, Tensor a, Tensor b)
    {
        if (a.dtype == ScalarType.Float32 && b.dtype == ScalarType.Float32)
        {
            var (x, y) = (a.cpu().contiguous(), b.cpu().contiguous());
            sums.Add(MemoryMarshal.Cast<byte, float>(x.bytes), MemoryMarshal.Cast<byte, float>(y.bytes));
        }
        else
        {
            var (x, y) = (a.cpu().to(ScalarType.Float64).contiguous(), b.cpu().to(ScalarType.Float64).contiguous());
            sums.Add(MemoryMarshal.Cast<byte, double>(x.bytes), MemoryMarshal.Cast<byte, double>(y.bytes));
        }
    }

    private static void ThrowIfNotFinite(double square, string model, string name)
    {
        if (!double.IsFinite(square))
        {
            throw new ArgumentException($"Tensor '{name}' of the {model} holds NaN, infinite or too large elements; such weights cannot be matched.");
        }
    }
}
