using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class MlpTests
{
    [Fact]
    public void Should_Name_Parameters_In_Order_When_Built()
    {
        using var model = new Mlp(new MlpOptions { InputSize = 4, HiddenSizes = [3, 5], Classes = 2 }, 1);
        Assert.Equal(["fc0.weight", "fc0.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"], model.state_dict().Keys);
        Assert.Equal([3L, 4], model.state_dict()["fc0.weight"].shape);
        Assert.Equal([2L, 5], model.state_dict()["fc2.weight"].shape);
    }

    [Fact]
    public void Should_Have_No_Biases_When_Options_Say_So()
    {
        using var model = new Mlp(new MlpOptions { InputSize = 4, HiddenSizes = [], Classes = 2, Bias = false }, 1);
        Assert.Equal(["fc0.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void Should_Give_The_Same_Bits_When_The_Seed_Is_The_Same_Whatever_The_Global_Generator()
    {
        random.manual_seed(1);
        using var first = new Mlp(new MlpOptions { HiddenSizes = [16] }, 7);
        random.manual_seed(2);
        using var second = new Mlp(new MlpOptions { HiddenSizes = [16] }, 7);
        using var other = new Mlp(new MlpOptions { HiddenSizes = [16] }, 8);
        foreach (var (name, tensor) in first.state_dict())
        {
            Assert.True(tensor.Equals(second.state_dict()[name]), name);
            Assert.False(tensor.Equals(other.state_dict()[name]), name);
        }
    }

    [Theory]
    [InlineData(Initialization.UniformFanIn)]
    [InlineData(Initialization.KaimingNormal)]
    public void Should_Draw_Weights_With_The_Stated_Variance_When_Initialized(Initialization initialization)
    {
        using var model = new Mlp(new MlpOptions { InputSize = 400, HiddenSizes = [500], Initialization = initialization }, 3);
        var weight = Values(model.state_dict()["fc0.weight"]);
        var variance = weight.Sum(w => w * w) / weight.Length;
        var expected = initialization == Initialization.KaimingNormal ? 2.0 / 400 : 1.0 / (3 * 400);

        // 200,000 draws: the standard error of the variance is below 0.5 per cent.
        Assert.Equal(1, variance / expected, 0.02);
        Assert.All(Values(model.state_dict()["fc0.bias"]), b => Assert.InRange(b, -0.05, 0.05));
        if (initialization == Initialization.UniformFanIn)
        {
            Assert.All(weight, w => Assert.InRange(w, -0.05001, 0.05001));
        }
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Linear)]
    public void Should_Agree_With_Plain_Loops_When_Run(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var model = new Mlp(new MlpOptions { InputSize = 6, HiddenSizes = [5, 4], Classes = 3, Activation = activation, DataType = ScalarType.Float64 }, 11);
        var images = rand([2, 1, 2, 3], dtype: ScalarType.Float64, generator: new Generator(5));
        var actual = Values(model.forward(images));
        for (var n = 0; n < 2; n++)
        {
            var z = Values(images)[(6 * n)..((6 * n) + 6)];
            for (var layer = 0; layer < 3; layer++)
            {
                z = Layer(z, Values(model.state_dict()[$"fc{layer}.weight"]), Values(model.state_dict()[$"fc{layer}.bias"]), layer < 2 ? activation : Activation.Linear);
            }

            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(z[c], actual[(3 * n) + c], 1e-7);
            }
        }
    }

    [Fact]
    public void Should_Return_Hidden_Activations_By_Group_When_Asked()
    {
        using var scope = NewDisposeScope();
        using var model = new Mlp(new MlpOptions { InputSize = 6, HiddenSizes = [5, 4], Classes = 3 }, 11);
        var images = rand([7, 6], generator: new Generator(5));
        var activations = model.Activations(images);
        Assert.Equal(["fc0", "fc1"], activations.Keys);
        Assert.Equal([7L, 5], activations["fc0"].shape);
        Assert.Equal([7L, 4], activations["fc1"].shape);
        Assert.False(activations["fc0"].requires_grad);
        Assert.All(Values(activations["fc1"]), a => Assert.True(a >= 0));
    }

    [Fact]
    public void Should_Name_The_Option_When_A_Size_Is_Not_Positive()
    {
        Assert.Contains("HiddenSizes[1] is 0", Assert.Throws<ArgumentException>(() => new Mlp(new MlpOptions { HiddenSizes = [3, 0] }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("InputSize is -1", Assert.Throws<ArgumentException>(() => new Mlp(new MlpOptions { InputSize = -1 }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Classes is 0", Assert.Throws<ArgumentException>(() => new Mlp(new MlpOptions { Classes = 0 }, 1)).Message, StringComparison.Ordinal);
    }

    private static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).data<double>().ToArray();

    private static double[] Layer(double[] z, double[] weight, double[] bias, Activation activation)
    {
        var result = new double[bias.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = bias[i];
            for (var j = 0; j < z.Length; j++)
            {
                sum += weight[(i * z.Length) + j] * z[j];
            }

            result[i] = activation switch
            {
                Activation.Relu => Math.Max(sum, 0),
                Activation.Tanh => Math.Tanh(sum),
                Activation.Gelu => sum * 0.5 * (1 + Erf(sum / Math.Sqrt(2))),
                _ => sum,
            };
        }

        return result;
    }

    // Maclaurin series of the error function; exact to rounding for the small arguments here.
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
