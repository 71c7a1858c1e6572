using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class ResizeTests
{
    [Theory]
    [InlineData(ResidualBlockKind.Basic)]
    [InlineData(ResidualBlockKind.Bottleneck)]
    public void Should_Have_The_Widths_Of_Its_Groups_When_A_Residual_Network(ResidualBlockKind kind)
    {
        using var scope = NewDisposeScope();
        var model = new ResNet(ResNetOptions.ResNet14 with { Widths = [4, 6, 8], Kind = kind, InputChannels = 1, InputSize = 8, ShortcutKernel = 1 }, 1);
        Check(model, PermutationSpecs.ResNet);
    }

    [Fact]
    public void Should_Keep_Its_Projection_When_A_Stream_Gets_The_Width_Of_The_One_Before()
    {
        using var scope = NewDisposeScope();
        var options = ResNetOptions.ResNet8 with { Widths = [4, 6, 8], Kind = ResidualBlockKind.Bottleneck };
        var model = new ResNet(options with { GroupWidths = new Dictionary<string, int> { ["conv1"] = 16 } }, 1); // as wide as layer1.0
        Assert.Contains("layer1.0.downsample.0.weight", model.state_dict().Keys);
    }

    [Fact]
    public void Should_Have_The_Widths_Of_Its_Groups_When_A_Chain_Of_Convolutions()
    {
        using var scope = NewDisposeScope();
        Check(new Vgg(new VggOptions { Plan = [4, VggOptions.Pool, 6], WidthMultiplier = 1.5, InputChannels = 1, InputSize = 8, ClassifierSizes = [5] }, 1), PermutationSpecs.Vgg);
    }

    [Fact]
    public void Should_Have_The_Widths_Of_Its_Groups_When_Dense()
    {
        using var scope = NewDisposeScope();
        Check(new Mlp(new MlpOptions { InputSize = 64, HiddenSizes = [5, 6] }, 1), state => PermutationSpecs.Mlp(state));
    }

    private static void Check<T>(T model, Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec> specOf)
        where T : nn.Module<Tensor, Tensor>, IResizableModel
    {
        var spec = specOf(model.state_dict());
        var widths = spec.Groups.Keys.Select((group, i) => KeyValuePair.Create(group, 3 + i)).ToDictionary();
        var wide = model.Resize(widths, 7);
        var state = wide.state_dict();
        Assert.Equal(model.state_dict().Keys, state.Keys);
        Assert.Equal(widths, specOf(state).Groups);
        Assert.Equal([2L, 7], wide.call(zeros(2, 1, 8, 8)).shape);
        Assert.Equal(spec.Groups, specOf(model.Resize(new Dictionary<string, int>()).state_dict()).Groups);
        Assert.Contains("'other'", Assert.Throws<ArgumentException>(() => model.Resize(new Dictionary<string, int> { ["other"] = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("is 0", Assert.Throws<ArgumentException>(() => model.Resize(new Dictionary<string, int> { [spec.Groups.Keys.First()] = 0 })).Message, StringComparison.Ordinal);
    }
}
