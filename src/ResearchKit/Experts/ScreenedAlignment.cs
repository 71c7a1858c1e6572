using System.Runtime.InteropServices;
using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Aligns one expert after another to a reference by <see cref="ScreenedAssignment"/>, in memory that is taken once.</summary>
/// <remarks>Its tensors belong to the dispose scope in which the methods are called. The random numbers of the rounding are fixed, so that a layer gives the same result each time.</remarks>
internal sealed class ScreenedAlignment(ExpertAlignmentOptions options, AlignmentTime time)
{
    private static readonly Seed Noise = new(0x5CBEE7);

    private float[] _referenceNoise = [];
    private float[] _candidateNoise = [];
    private QuantizedUnits? _reference;
    private QuantizedUnits? _candidate;
    private Tensor? _products;
    private bool _applies;

    /// <summary>Takes the expert to which the next ones are aligned.</summary>
    public void Take(ExpertWeights reference)
    {
        _applies = ScreenedAssignment.Applies(reference);
        if (!_applies)
        {
            return;
        }

        var length = QuantizedUnits.Length(reference, options);
        if (_referenceNoise.Length != length)
        {
            _referenceNoise = [.. Enumerable.Range(0, length).Select(k => (float)CounterRandom.Uniform(Noise, k))];
            _candidateNoise = [.. Enumerable.Range(0, length).Select(k => (float)CounterRandom.Uniform(Noise, length + k))];
        }

        var units = (int)reference.HiddenSize;
        _products ??= empty([units, units], dtype: ScalarType.Int32);
        _reference = time.Products(() => QuantizedUnits.Of(reference, options, _referenceNoise, _reference));
    }

    /// <summary>The permutation, its total and the identity's; null if the expert cannot be screened or the bounds did not decide.</summary>
    public (Permutation Permutation, double Objective, double Identity)? Match(ExpertWeights candidate)
    {
        if (!_applies || !ScreenedAssignment.Applies(candidate))
        {
            return null;
        }

        time.Products(() => _candidate = QuantizedUnits.Of(candidate, options, _candidateNoise, _candidate));
        time.Products(Multiply);
        return time.Assignment(() => ScreenedAssignment.Maximize(_reference!, _candidate!, MemoryMarshal.Cast<byte, int>(_products!.bytes)));
    }

    private unsafe bool Multiply()
    {
        fixed (byte* a = _reference!.Codes.bytes, b = _candidate!.Codes.bytes, result = _products!.bytes)
        {
            var units = _reference.Norms.Length;
            IntegerProducts.Multiply((sbyte*)a, (sbyte*)b, units, units, _referenceNoise.Length, (int*)result);
        }

        return true;
    }
}
