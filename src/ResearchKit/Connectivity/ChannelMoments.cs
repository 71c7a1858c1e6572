using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Sums over inputs and positions of the channels of a layer's output, in double precision; of one network, or of two on the same inputs.</summary>
internal sealed class ChannelMoments
{
    private readonly double[][] _sums;
    private long _rows;

    public ChannelMoments(int channels)
    {
        Channels = channels;
        _sums = [.. Enumerable.Range(0, 5).Select(_ => new double[channels])];
    }

    public int Channels { get; }

    /// <summary>The output as a float64 matrix (rows, channels), made in the current scope.</summary>
    public static Tensor Rows(nn.Module layer, Tensor output)
    {
        var plain = output.detach().to(ScalarType.Float64);
        return layer is Conv2d ? plain.permute(0, 2, 3, 1).reshape(-1, output.shape[1]) : plain.reshape(-1, output.shape[^1]);
    }

    /// <summary>Adds rows of one network, or corresponding rows of two.</summary>
    public void Add(Tensor first, Tensor? second = null)
    {
        using var scope = NewDisposeScope();
        _rows += first.shape[0];
        Add(0, first.sum(0L));
        Add(1, first.square().sum(0L));
        if (second is not null)
        {
            Add(2, second.sum(0L));
            Add(3, second.square().sum(0L));
            Add(4, (first * second).sum(0L));
        }
    }

    public double Mean(int channel, int network = 0) => _sums[2 * network][channel] / _rows;

    public double Variance(int channel, int network = 0) =>
        Math.Max(0, (_sums[(2 * network) + 1][channel] / _rows) - (Mean(channel, network) * Mean(channel, network)));

    /// <summary>The covariance of the two networks' channel.</summary>
    public double Covariance(int channel) => (_sums[4][channel] / _rows) - (Mean(channel) * Mean(channel, 1));

    public ChannelStatistics Statistics(string layer) =>
        new(layer, [.. Enumerable.Range(0, Channels).Select(channel => Mean(channel))], [.. Enumerable.Range(0, Channels).Select(channel => Math.Sqrt(Variance(channel)))]);

    private void Add(int row, Tensor values)
    {
        var numbers = values.data<double>().ToArray();
        for (var channel = 0; channel < numbers.Length; channel++)
        {
            _sums[row][channel] += numbers[channel];
        }
    }
}
