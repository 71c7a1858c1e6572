using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>In-place native calls that layers and optimisers share; they make no new tensor object.</summary>
internal static class InPlace
{
    private static readonly Operator _zero = new("aten::zero_");
    private static readonly Operator _copy = new("aten::copy_");
    private static readonly Operator _fill = new("aten::fill_", "Scalar");
    private static readonly Operator _uniform = new("aten::uniform_");
    private static readonly Operator _normal = new("aten::normal_");
    private static readonly Operator _add = new("aten::add_", "Scalar");

    /// <summary>Writes zeros.</summary>
    internal static void Zero(Tensor tensor) => _zero.Run(tensor);

    /// <summary>Copies the values of another tensor, converting the element type.</summary>
    internal static void Copy(Tensor target, Tensor source) => _copy.Run(target, source);

    /// <summary>Writes one value everywhere.</summary>
    internal static void Fill(Tensor tensor, Scalar value) => _fill.Run(tensor, value);

    /// <summary>Adds a number to every element.</summary>
    internal static void Add(Tensor tensor, long value) => _add.Run(tensor, value);

    /// <summary>Draws uniformly from [low, high).</summary>
    internal static void Uniform(Tensor tensor, double low, double high, Generator? generator = null)
        => _uniform.Run(tensor, low, high, generator);

    /// <summary>Draws from the normal distribution.</summary>
    internal static void Normal(Tensor tensor, double mean, double std, Generator? generator = null)
        => _normal.Run(tensor, mean, std, generator);
}
