using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>One weight of an expert with a row for each hidden unit.</summary>
internal sealed unsafe class UnitSegment
{
    private readonly Tensor _tensor; // keeps the memory alive
    private readonly float* _values;

    public UnitSegment(Tensor tensor, int units)
    {
        _tensor = tensor;
        Length = checked((int)(tensor.numel() / units));
        fixed (byte* bytes = tensor.bytes)
        {
            _values = (float*)bytes; // native memory, which does not move
        }
    }

    /// <summary>The values of a row.</summary>
    public int Length { get; }

    /// <summary>The first value of a unit's row.</summary>
    public float* Row(int unit) => _tensor.IsInvalid ? throw new ObjectDisposedException(nameof(UnitSegment)) : _values + ((nint)unit * Length);
}
