using TorchSharp;
using static TorchSharp.torch;
using Conv2d = TorchSharp.Modules.Conv2d;

namespace ResearchKit.Connectivity;

/// <summary>The statistics that a merged layer should have, and those that it has.</summary>
internal sealed class RepairTarget
{
    private readonly double[] _targetMeans;
    private readonly double[] _targetDeviations;
    private readonly double[] _means;
    private readonly double[] _variances;
    private long _rows;

    /// <summary>A target between the statistics of two models; those of the merged layer are gathered by <see cref="Correct"/>.</summary>
    public RepairTarget(ChannelStatistics a, ChannelStatistics b, double lambda)
    {
        _targetMeans = [.. a.Means.Zip(b.Means, (x, y) => ((1 - lambda) * x) + (lambda * y))];
        _targetDeviations = [.. a.Deviations.Zip(b.Deviations, (x, y) => ((1 - lambda) * x) + (lambda * y))];
        _means = new double[_targetMeans.Length];
        _variances = new double[_targetMeans.Length];
    }

    /// <summary>The closed form: what a layer gives whose output is the mean of the two models' outputs.</summary>
    public RepairTarget(string layer, ChannelMoments both, double lambda)
        : this(both.Statistics(layer), Second(layer, both), lambda)
    {
        for (var channel = 0; channel < _means.Length; channel++)
        {
            _means[channel] = _targetMeans[channel];
            _variances[channel] = Math.Max(0, ((1 - lambda) * (1 - lambda) * both.Variance(channel)) + (lambda * lambda * both.Variance(channel, 1)) + (2 * lambda * (1 - lambda) * both.Covariance(channel)));
        }
    }

    public double VarianceRatio
    {
        get
        {
            var target = _targetDeviations.Sum(deviation => deviation * deviation);
            return target > 0 ? _variances.Sum() / target : 1;
        }
    }

    /// <summary>Brings a batch of outputs to the target by its own statistics, and adds these to the averages, weighted by their rows.</summary>
    public Tensor Correct(nn.Module layer, Tensor output, double epsilon)
    {
        using var scope = NewDisposeScope();
        var batch = new ChannelMoments(_means.Length);
        var rows = ChannelMoments.Rows(layer, output);
        batch.Add(rows);
        var (gains, shifts) = (new double[_means.Length], new double[_means.Length]);
        var share = (double)rows.shape[0] / (_rows += rows.shape[0]);
        for (var channel = 0; channel < _means.Length; channel++)
        {
            (gains[channel], shifts[channel]) = Factor(channel, batch.Mean(channel), batch.Variance(channel), epsilon);
            _means[channel] += (batch.Mean(channel) - _means[channel]) * share;
            _variances[channel] += (batch.Variance(channel) - _variances[channel]) * share;
        }

        long[] broadcast = layer is Conv2d ? [1, gains.Length, 1, 1] : [gains.Length];
        return ((output * tensor(gains).to(output.dtype).reshape(broadcast)) + tensor(shifts).to(output.dtype).reshape(broadcast)).MoveToOuterDisposeScope();
    }

    /// <summary>What each channel is multiplied with, and what is then added.</summary>
    public (double[] Gains, double[] Shifts) Factors(double epsilon)
    {
        var factors = _means.Select((mean, channel) => Factor(channel, mean, _variances[channel], epsilon)).ToArray();
        return ([.. factors.Select(factor => factor.Gain)], [.. factors.Select(factor => factor.Shift)]);
    }

    private static ChannelStatistics Second(string layer, ChannelMoments both)
    {
        int[] channels = [.. Enumerable.Range(0, both.Channels)];
        return new(layer, [.. channels.Select(channel => both.Mean(channel, 1))], [.. channels.Select(channel => Math.Sqrt(both.Variance(channel, 1)))]);
    }

    private (double Gain, double Shift) Factor(int channel, double mean, double variance, double epsilon)
    {
        // The small number belongs to both sides, so that a layer that has its target already is left as it is.
        var gain = Math.Sqrt(((_targetDeviations[channel] * _targetDeviations[channel]) + epsilon) / (variance + epsilon));
        return (gain, _targetMeans[channel] - (gain * mean));
    }
}
