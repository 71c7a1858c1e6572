using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class MoeModelTests
{
    [Fact]
    public void Should_Give_Scores_At_Every_Place_And_Equal_Ones_From_A_Copy_When_Experts_Were_Merged()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new MoeSequenceModel(new MoeEncoderOptions { Experts = 4 }, 10, 7, 5, 1);
        var layer = model.MoeLayers[1];
        layer.ReplaceExperts(layer.Experts.Copy(), [0, 1, 0, 1]);
        using var copy = model.Copy();
        var input = tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);

        Assert.Equal([2L, 3, 5], model.call(input).shape);
        Assert.True(model.call(input).Equals(copy.call(input)));
        Assert.Equal([0, 1, 0, 1], copy.MoeLayers[1].ExpertMap);
        copy.MoeLayers[0].Router.fill_(3);
        Assert.NotEqual(3, model.MoeLayers[0].Router[0, 0].item<float>());
    }

    [Fact]
    public void Should_Have_No_Parameter_Twice_When_Named()
    {
        using var model = new MoeSequenceModel(new MoeEncoderOptions { Blocks = 2, SparseBlocks = [1], Experts = 4 }, 10, 7, 5, 1);
        string[] expected =
        [
            "symbols.weight", "positions.weight",
            .. new[] { "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias", "qkv.weight", "qkv.bias", "proj.weight", "proj.bias" }.SelectMany(p => new[] { $"blocks.0.{p}", $"blocks.1.{p}" }),
            "blocks.0.fc1.weight", "blocks.0.fc1.bias", "blocks.0.fc2.weight", "blocks.0.fc2.bias",
            "blocks.1.moe.router.classifier.weight", "blocks.1.moe.experts.wi", "blocks.1.moe.experts.wo",
            "norm.weight", "norm.bias", "head.weight", "head.bias",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(model.state_dict().Count, model.parameters().Count());
    }

    [Fact]
    public void Should_See_Where_A_Patch_Lies_When_An_Image_Is_Cut()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var options = new MoeVisionOptions { Channels = 3, ImageSize = 8, PatchSize = 4, Encoder = new MoeEncoderOptions { Experts = 4, Choices = 2, Gated = true } };
        using var model = new MoeVisionTransformer(options, 1);
        var inputs = new List<Tensor>();
        model.Run(rand(2, 3, 8, 8), new MoePass { Observer = r => inputs.Add(r.Input) });
        Assert.Equal([2L * 4, 48], inputs[0].shape);
        Assert.Equal([2L, 10], model.call(rand(2, 3, 8, 8)).shape);
        Assert.Equal(["blocks.1.moe", "blocks.3.moe"], model.MoeLayers.Select(l => l.LayerName));

        using var copy = model.Copy();
        var image = rand(1, 3, 8, 8);
        Assert.True(model.call(image).Equals(copy.call(image)));
        Assert.False(model.call(image).allclose(model.call(image.roll(4, 2)), 1e-4, 1e-4));
    }

    [Fact]
    public void Should_Train_Every_Parameter_When_The_Loss_Has_Its_Auxiliary_Parts()
    {
        using var scope = NewDisposeScope();
        using var model = new MoeVisionTransformer(new MoeVisionOptions { Channels = 1, ImageSize = 8, PatchSize = 4, Encoder = new MoeEncoderOptions { Experts = 2, Choices = 2, Gated = true } }, 1);
        var auxiliary = new List<Tensor>();
        var scores = model.Run(rand([6, 1, 8, 8], generator: new Generator(1)), new MoePass
        {
            Capacity = ExpertCapacity.OfBatch(1.25),
            Observer = routing => auxiliary.Add((RoutingLosses.LoadBalance(routing) * 0.01) + (RoutingLosses.RouterZ(routing) * 0.001)),
        });
        var loss = auxiliary.Aggregate(scores.square().mean(), (sum, part) => sum + part);
        var names = model.named_parameters().ToArray();
        var gradients = autograd.grad([loss], [.. names.Select(p => (Tensor)p.parameter)]);
        Assert.Equal(2, auxiliary.Count);
        Assert.All(names.Zip(gradients), pair => Assert.True(pair.Second.abs().sum().item<float>() > 0, pair.First.name));
    }

    [Fact]
    public void Should_Refuse_A_Shape_When_No_Network_Has_It()
    {
        Assert.Throws<ArgumentException>(() => new MoeVisionTransformer(new MoeVisionOptions { PatchSize = 5 }, 1));
        Assert.Throws<ArgumentException>(() => new MoeSequenceModel(new MoeEncoderOptions { SparseBlocks = [4] }, 10, 7, 5, 1));
        Assert.Throws<ArgumentException>(() => new MoeSequenceModel(new MoeEncoderOptions { Heads = 5 }, 10, 7, 5, 1));
        Assert.Throws<ArgumentException>(() => new SwitchTransformer(new SwitchOptions { Experts = 0 }, 1));
    }
}
