using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class UtilsTests
{
    [Fact]
    public void Should_Restore_Parameters_When_Written_Back_From_A_Vector()
    {
        using var scope = torch.NewDisposeScope();
        using var a = nn.Linear(3, 2);
        using var b = nn.Linear(3, 2);

        var vector = nn.utils.parameters_to_vector(a.parameters());
        nn.utils.vector_to_parameters(vector, b.parameters());

        Assert.Equal([8], vector.shape);
        Assert.Equal(Close.Values(a.weight!), Close.Values(b.weight!));
        Assert.Equal(Close.Values(a.bias!), Close.Values(b.bias!));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void Should_Clip_As_PyTorch_Does_When_The_Norm_Is_Too_Large(double norm)
    {
        using var scope = torch.NewDisposeScope();
        var reference = NnReference.Section("clipping");
        var gradients = reference.GetProperty("gradients").EnumerateArray().Select(NnReference.Tensor).ToArray();
        var parameters = gradients.Select(gradient => nn.Parameter(torch.zeros(gradient.shape))).ToArray();
        parameters.Zip(gradients, (parameter, gradient) => (parameter * gradient).sum()).Aggregate((a, b) => a + b).backward();

        var total = nn.utils.clip_grad_norm_(parameters, 0.5, norm);
        GradientsInto(parameters);

        var expected = reference.GetProperty(norm == 1 ? "1" : "2");
        Assert.Equal(expected.GetProperty("norm").GetDouble(), total, 5);
        foreach (var (parameter, clipped) in parameters.Zip(expected.GetProperty("clipped").EnumerateArray()))
        {
            Close.To(clipped, parameter);
        }
    }

    [Fact]
    public void Should_Limit_Each_Element_When_Values_Are_Clipped()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.zeros(3));
        (parameter * torch.tensor(new float[] { -3, 0.5f, 2 })).sum().backward();

        nn.utils.clip_grad_value_([parameter], 1.0);
        GradientsInto([parameter]);

        Assert.Equal([-1, 0.5f, 1], Close.Values(parameter));
    }

    // A step of gradient ascent from zero with rate one leaves the gradient in the parameter: both versions of the API allow that.
    private static void GradientsInto(Parameter[] parameters)
    {
        using var optimiser = torch.optim.SGD(parameters, 1.0, 0, 0, 0, false, true);
        optimiser.step();
    }
}
