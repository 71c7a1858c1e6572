using ResearchKit.Models;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

/// <summary>Small things that many tests need.</summary>
internal static class Fixtures
{
    public static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static Mlp SmallMlp(int seed, Activation activation = Activation.Tanh, ScalarType dataType = ScalarType.Float64)
        => new(new MlpOptions { InputSize = 16, HiddenSizes = [7, 5], Classes = 4, Activation = activation, DataType = dataType }, seed);

    /// <summary>A copy of a model's tensors that does not change with the model.</summary>
    public static Dictionary<string, Tensor> Copy(nn.Module model) => model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());

    /// <summary>Independent standard normal tensors of the shapes of another dictionary.</summary>
    public static Dictionary<string, Tensor> NormalLike(IReadOnlyDictionary<string, Tensor> shapes, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return shapes.ToDictionary(p => p.Key, p => randn(p.Value.shape, dtype: p.Value.dtype, generator: generator));
    }

    /// <summary>a + scale b, tensor by tensor.</summary>
    public static Dictionary<string, Tensor> Add(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, double scale)
        => a.ToDictionary(p => p.Key, p => p.Value + (b[p.Key] * scale));

    public static double Dot(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
        => a.Sum(p => Values(p.Value * b[p.Key]).Sum());
}
