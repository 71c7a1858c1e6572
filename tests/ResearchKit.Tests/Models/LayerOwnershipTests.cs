using ResearchKit.Compression;
using ResearchKit.Models;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>A network belongs to whoever holds it, not to the scope that happened to be open when it was made.</summary>
public sealed class LayerOwnershipTests
{
    private static readonly Dictionary<string, Func<nn.Module>> Makers = new()
    {
        ["mlp"] = () => new Mlp(new MlpOptions { InputSize = 4, HiddenSizes = [3] }, 1),
        ["vgg"] = () => new Vgg(new VggOptions { Plan = [2, VggOptions.Pool], InputChannels = 1, InputSize = 4, ClassifierSizes = [3] }, 1),
        ["resnet"] = () => new ResNet(ResNetOptions.ResNet8 with { Widths = [2, 3, 4], InputChannels = 1, InputSize = 8 }, 1),
        ["resnet with layer norm"] = () => new ResNet(ResNetOptions.ResNet8 with { Widths = [2, 3, 4], InputChannels = 1, InputSize = 8, Normalization = Normalization.Layer }, 1),
        ["vit"] = () => new Vit(new VitOptions { ImageSize = 4, Channels = 1, PatchSize = 2, Width = 4, Depth = 1, Heads = 2, FeedForwardSize = 4 }, 1),
        ["decoder"] = () => new DecoderLm(new DecoderLmOptions { VocabularySize = 5, ContextLength = 3, Width = 4, Depth = 1, Heads = 2, FeedForwardSize = 4 }, 1),
        ["decoder with places"] = () => new DecoderLm(
            new DecoderLmOptions { VocabularySize = 5, ContextLength = 3, Width = 4, Depth = 1, Heads = 2, FeedForwardSize = 4, Positions = PositionEncoding.Sinusoidal }, 1),
        ["experts"] = () => new MoeSequenceModel(new MoeEncoderOptions { Experts = 4 }, 5, 3, 5, 1),
        ["copied experts"] = () => new MoeSequenceModel(new MoeEncoderOptions { Experts = 4 }, 5, 3, 5, 1).Copy(),
        ["switch"] = () => new SwitchTransformer(new SwitchOptions(), 1),
        ["low rank plus sparse"] = () => new LoSparseLinear(eye(4), 2, ones(4)),
    };

    public static TheoryData<string> Kinds => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_Keep_Its_Numbers_When_The_Scope_It_Was_Made_In_Ends(string kind)
    {
        nn.Module network;
        double before;
        using (NewDisposeScope())
        {
            network = Makers[kind]();
            before = Sum(network);
        }

        using var owned = network;
        Assert.True(double.IsFinite(before));
        Assert.Equal(before, Sum(network));
    }

    private static double Sum(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return network.state_dict().Values.Sum(tensor => tensor.to(ScalarType.Float64).abs().sum().item<double>());
    }
}
