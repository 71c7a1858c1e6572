using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class VitTests
{
    private static readonly VitOptions Small = new() { ImageSize = 6, Channels = 2, PatchSize = 2, Width = 8, Depth = 2, Heads = 2, FeedForwardSize = 12, Classes = 3, DataType = ScalarType.Float64 };

    [Fact]
    public void Should_Have_The_Names_And_Shapes_Of_Timm_When_Built()
    {
        using var model = new Vit(Small with { Depth = 1 }, 1);
        var state = model.state_dict();
        string[] names =
        [
            "cls_token", "pos_embed", "patch_embed.proj.weight", "patch_embed.proj.bias", "blocks.0.norm1.weight", "blocks.0.norm1.bias", "blocks.0.attn.qkv.weight", "blocks.0.attn.qkv.bias",
            "blocks.0.attn.proj.weight", "blocks.0.attn.proj.bias", "blocks.0.norm2.weight", "blocks.0.norm2.bias", "blocks.0.mlp.fc1.weight", "blocks.0.mlp.fc1.bias",
            "blocks.0.mlp.fc2.weight", "blocks.0.mlp.fc2.bias", "norm.weight", "norm.bias", "head.weight", "head.bias",
        ];
        Assert.Equal(names.Order(), state.Keys.Order());
        Assert.Equal([1L, 10, 8], state["pos_embed"].shape);
        Assert.Equal([24L, 8], state["blocks.0.attn.qkv.weight"].shape);
        Assert.Equal([8L, 2, 2, 2], state["patch_embed.proj.weight"].shape);
    }

    [Fact]
    public void Should_Have_No_Class_Token_When_Patches_Are_Averaged()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Small with { Pooling = VitPooling.Mean }, 1);
        Assert.DoesNotContain("cls_token", model.state_dict().Keys);
        Assert.Equal([1L, 9, 8], model.state_dict()["pos_embed"].shape);
        Assert.Equal([4L, 3], model.call(rand([4, 2, 6, 6], dtype: ScalarType.Float64)).shape);
    }

    [Fact]
    public void Should_Give_The_Same_Bits_When_The_Seed_Is_The_Same_Whatever_The_Global_Generator()
    {
        random.manual_seed(1);
        using var first = new Vit(Small, 7);
        random.manual_seed(2);
        using var second = new Vit(Small, 7);
        using var other = new Vit(Small, 8);
        foreach (var (name, tensor) in first.state_dict())
        {
            Assert.True(tensor.Equals(second.state_dict()[name]), name);
            Assert.Equal(name.Contains("norm", StringComparison.Ordinal), tensor.Equals(other.state_dict()[name]));
        }
    }

    [Fact]
    public void Should_Not_Care_About_The_Order_Of_Patches_When_Positions_Are_Zero()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new Vit(Small, 3);
        var images = rand([2, 2, 6, 6], dtype: ScalarType.Float64, generator: new Generator(1));
        var swapped = cat([images.narrow(3, 2, 2), images.narrow(3, 0, 2), images.narrow(3, 4, 2)], 3);
        Assert.True(model.call(images).sub(model.call(swapped)).abs().max().ToDouble() > 1e-6);
        model.state_dict()["pos_embed"].zero_();
        Assert.True(model.call(images).sub(model.call(swapped)).abs().max().ToDouble() < 1e-12);
    }

    [Theory]
    [InlineData(NormalizationPlacement.Before)]
    [InlineData(NormalizationPlacement.After)]
    public void Should_Agree_With_Its_Parts_When_Run(NormalizationPlacement placement)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var options = Small with { Depth = 1, Heads = 1, Placement = placement, Activation = Activation.Relu };
        using var model = new Vit(options, 3);
        var s = model.state_dict();
        var images = rand([2, 2, 6, 6], dtype: ScalarType.Float64, generator: new Generator(1));

        var patches = images.reshape(2, 2, 3, 2, 3, 2).permute(0, 2, 4, 1, 3, 5).reshape(2, 9, 8); // (N, patches, channels · 2 · 2)
        var x = patches.matmul(s["patch_embed.proj.weight"].reshape(8, 8).t()) + s["patch_embed.proj.bias"];
        x = cat([s["cls_token"].expand(2, 1, 8), x], 1) + s["pos_embed"];
        if (placement == NormalizationPlacement.Before)
        {
            x = x + Attention(Norm(x, "blocks.0.norm1"));
            x = x + Hidden(Norm(x, "blocks.0.norm2"));
        }
        else
        {
            x = Norm(x + Attention(x), "blocks.0.norm1");
            x = Norm(x + Hidden(x), "blocks.0.norm2");
        }

        var expected = Linear(Norm(x, "norm").select(1, 0), "head");
        Assert.True((model.call(images) - expected).abs().max().ToDouble() < 1e-12);

        Tensor Linear(Tensor value, string name) => value.matmul(s[$"{name}.weight"].t()) + s[$"{name}.bias"];

        Tensor Norm(Tensor value, string name)
        {
            var centred = value - value.mean([-1L], keepdim: true);
            return centred / (centred.square().mean([-1L], keepdim: true) + 1e-6).sqrt() * s[$"{name}.weight"] + s[$"{name}.bias"];
        }

        Tensor Attention(Tensor value)
        {
            var all = Linear(value, "blocks.0.attn.qkv");
            var scores = (all.narrow(2, 0, 8).matmul(all.narrow(2, 8, 8).transpose(1, 2)) / Math.Sqrt(8)).exp();
            return Linear((scores / scores.sum([2L], keepdim: true)).matmul(all.narrow(2, 16, 8)), "blocks.0.attn.proj");
        }

        Tensor Hidden(Tensor value) => Linear(Linear(value, "blocks.0.mlp.fc1").relu(), "blocks.0.mlp.fc2");
    }

    [Fact]
    public void Should_Show_The_Units_Of_Every_Layer_When_Asked_For_Activations()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(Small, 1);
        var activations = model.Activations(rand([4, 2, 6, 6], dtype: ScalarType.Float64));
        Assert.Equal(
            ["blocks.0.attn.proj.input", "blocks.0.attn.qkv", "blocks.0.mlp.fc1", "blocks.1.attn.proj.input", "blocks.1.attn.qkv", "blocks.1.mlp.fc1", "patch_embed.proj"],
            activations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([40L, 12], activations["blocks.1.mlp.fc1"].shape);
        Assert.Equal([40L, 24], activations["blocks.0.attn.qkv"].shape);
    }

    [Fact]
    public void Should_Say_What_Does_Not_Fit_When_Sizes_Do_Not_Divide()
    {
        Assert.Contains("multiple of the patch size 4", Assert.Throws<ArgumentException>(() => new Vit(Small with { PatchSize = 4 }, 1)).Message);
        Assert.Contains("Heads is 3", Assert.Throws<ArgumentException>(() => new Vit(Small with { Heads = 3 }, 1)).Message);
    }
}
