using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Compares tensors with reference numbers.</summary>
internal static class Close
{
    /// <summary>A few units in the last place of float32: sums may be taken in another order on another processor.</summary>
    internal const double Tolerance = 1e-5;

    internal static float[] Values(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var single = detached.to_type(ScalarType.Float32);
        using var dense = single.contiguous();
        return dense.data<float>().ToArray();
    }

    internal static void To(JsonElement expected, Tensor actual, double tolerance = Tolerance)
    {
        Assert.Equal(NnReference.Shape(expected), actual.shape);
        To(NnReference.Values(expected), Values(actual), tolerance);
    }

    internal static void To(float[] expected, float[] actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"Element {i} is {actual[i]:R}, expected {expected[i]:R}.");
        }
    }
}
