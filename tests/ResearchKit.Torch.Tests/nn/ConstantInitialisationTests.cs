using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class ConstantInitialisationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Fill_With_One_Value_When_Constants_Are_Asked()
    {
        var tensor = empty(2, 2);

        Assert.Equal([1, 1, 1, 1], Close.Values(nn.init.ones_(tensor)));
        Assert.Equal([0, 0, 0, 0], Close.Values(nn.init.zeros_(tensor)));
        Assert.Equal([3, 3, 3, 3], Close.Values(nn.init.constant_(tensor, 3)));
        Assert.Equal([1, 0, 0, 1], Close.Values(nn.init.eye_(tensor)));
    }

    [Fact]
    public void Should_Have_Gain_One_When_A_Layer_Is_Linear()
    {
        nn.init.NonlinearityType[] linear =
        [
            nn.init.NonlinearityType.Linear, nn.init.NonlinearityType.Sigmoid, nn.init.NonlinearityType.Conv1D, nn.init.NonlinearityType.Conv2D,
            nn.init.NonlinearityType.Conv3D, nn.init.NonlinearityType.ConvTranspose1D, nn.init.NonlinearityType.ConvTranspose2D, nn.init.NonlinearityType.ConvTranspose3D,
        ];

        Assert.All(linear, kind => Assert.Equal(1, nn.init.calculate_gain(kind)));
        Assert.Equal(5.0 / 3, nn.init.calculate_gain(nn.init.NonlinearityType.Tanh), 12);
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU), 12);
        Assert.Equal(Math.Sqrt(2 / 1.04), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.2), 12);
    }

    [Fact]
    public void Should_Draw_As_Xavier_When_Called_By_The_Other_Name()
    {
        var (first, second) = (empty(4, 6), empty(4, 6));
        manual_seed(1);
        nn.init.xavier_uniform_(first);
        manual_seed(1);
        Assert.Equal(Close.Values(first), Close.Values(nn.init.glorot_uniform_(second)));
        manual_seed(1);
        nn.init.xavier_normal_(first);
        manual_seed(1);
        Assert.Equal(Close.Values(first), Close.Values(nn.init.glorot_normal_(second)));
    }

    [Fact]
    public void Should_Have_Orthonormal_Rows_Or_Columns_When_Orthogonal()
    {
        var (wide, tall) = (nn.init.orthogonal_(empty(3, 5)), nn.init.orthogonal_(empty(5, 3), 2));

        Assert.True(allclose(eye(3), wide.matmul(wide.t()), 1e-5, 1e-5));
        Assert.True(allclose(eye(3) * 4, tall.t().matmul(tall), 1e-5, 1e-5));
    }

    [Fact]
    public void Should_Refuse_When_Fans_Are_Not_Defined()
    {
        Assert.ThrowsAny<Exception>(() => nn.init.CalculateFanInAndFanOut(empty(3)));
        Assert.ThrowsAny<Exception>(() => nn.init.xavier_uniform_(empty(3)));
        Assert.ThrowsAny<Exception>(() => nn.init.eye_(empty(3)));
        Assert.Equal((18, 36), nn.init.CalculateFanInAndFanOut(empty(4, 2, 3, 3)));
    }
}
