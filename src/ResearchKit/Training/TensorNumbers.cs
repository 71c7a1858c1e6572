using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Reads one number out of a tensor of any number type.</summary>
internal static class TensorNumbers
{
    /// <summary>The single element as a double.</summary>
    public static double ToNumber(this Tensor tensor)
    {
        using var plain = tensor.detach();
        using var wide = plain.to(ScalarType.Float64);
        return wide.item<double>();
    }
}
