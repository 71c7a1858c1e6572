using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class BatchNormTests
{
    [Fact]
    public void Should_Move_Running_Statistics_When_Training()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm1d(1, 1e-5, 0.25);

        layer.call(torch.tensor(new float[] { 1, 3 }).reshape(2, 1));

        Close.To([0.5f], Close.Values(layer.running_mean!));
        Close.To([1.25f], Close.Values(layer.running_var!));
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());
    }

#if TORCH_PROVIDER_LIBTORCH
    // TorchSharp 0.99 does not have the property.
    [Fact]
    public void Should_Average_All_Batches_Equally_When_There_Is_No_Momentum()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm1d(1);
        layer.momentum = null;

        layer.call(torch.tensor(new float[] { 0, 2 }).reshape(2, 1));
        layer.call(torch.tensor(new float[] { 4, 8 }).reshape(2, 1));

        Close.To([3.5f], Close.Values(layer.running_mean!));
        Close.To([5], Close.Values(layer.running_var!));
        Assert.Equal(2, layer.num_batches_tracked!.item<long>());
    }
#endif

    [Fact]
    public void Should_Use_Running_Statistics_When_Evaluated()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm1d(1, 0.0);
        layer.load_state_dict(new Dictionary<string, Tensor>
        {
            ["weight"] = torch.tensor(new float[] { 2 }),
            ["bias"] = torch.tensor(new float[] { 1 }),
            ["running_mean"] = torch.tensor(new float[] { 3 }),
            ["running_var"] = torch.tensor(new float[] { 4 }),
            ["num_batches_tracked"] = torch.tensor(5L),
        });
        layer.eval();

        var output = layer.call(torch.tensor(new float[] { 5 }).reshape(1, 1));

        Close.To([3], Close.Values(output));
        Assert.Equal(5, layer.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Should_Start_Again_When_Running_Statistics_Are_Reset()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm2d(2);
        layer.call(torch.randn(3, 2, 4, 4));

        layer.reset_running_stats();

        Assert.Equal([0, 0], Close.Values(layer.running_mean!));
        Assert.Equal([1, 1], Close.Values(layer.running_var!));
        Assert.Equal(0, layer.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Should_Have_No_Statistics_When_Not_Tracking()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm1d(2, 1e-5, 0.1, true, false);
        layer.eval();

        var output = layer.call(torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2));

        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Close.To([-1, -1, 1, 1], Close.Values(output), 1e-4);
    }

    [Fact]
    public void Should_Refuse_When_Rank_Or_Channels_Are_Wrong()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm2d(2);

        Assert.ThrowsAny<Exception>(() => layer.call(torch.ones(2, 2)));
        Assert.ThrowsAny<Exception>(() => layer.call(torch.ones(2, 3, 4, 4)));
    }

    [Fact]
    public void Should_Refuse_When_Training_On_One_Value_For_Each_Channel()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.BatchNorm1d(2);

        var error = Assert.ThrowsAny<Exception>(() => layer.call(torch.ones(1, 2)));

        Assert.Contains("Expected more than 1 value per channel", error.Message, StringComparison.Ordinal);
    }
}
