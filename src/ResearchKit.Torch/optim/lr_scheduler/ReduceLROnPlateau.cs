namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times a factor when a metric has stopped improving.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smallerIsBetter;
                    private readonly bool _relative;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly double _threshold;
                    private readonly int _cooldown;
                    private readonly double[] _minimum;
                    private readonly double _epsilon;
                    private double _best;
                    private int _badEpochs;
                    private int _cooldownLeft;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="mode"><c>min</c> when a smaller metric is better, <c>max</c> when a larger one is.</param>
                    /// <param name="factor">The factor, less than 1.</param>
                    /// <param name="patience">Number of epochs without improvement that are tolerated.</param>
                    /// <param name="threshold">How much better counts as an improvement.</param>
                    /// <param name="threshold_mode"><c>rel</c> for a share of the best metric, <c>abs</c> for a difference.</param>
                    /// <param name="cooldown">Number of epochs after a change that do not count.</param>
                    /// <param name="min_lr">Smallest learning rate: one for each group, or one for all; 0 by default.</param>
                    /// <param name="eps">Smaller changes are not made.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    /// <exception cref="ArgumentException">A mode is unknown, the factor is not less than 1, or the minima do not fit the groups.</exception>
                    public ReduceLROnPlateau(
                        Optimizer optimizer,
                        string mode = "min",
                        double factor = 0.1,
                        int patience = 10,
                        double threshold = 1e-4,
                        string threshold_mode = "rel",
                        int cooldown = 0,
                        IList<double>? min_lr = null,
                        double eps = 1e-8,
                        bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        _smallerIsBetter = Choice(mode, "min", "max", nameof(mode));
                        _relative = Choice(threshold_mode, "rel", "abs", nameof(threshold_mode));
                        _factor = factor < 1 ? factor : throw new ArgumentException($"The factor must be less than 1, got {factor}.", nameof(factor));
                        _patience = patience;
                        _threshold = threshold;
                        _cooldown = cooldown;
                        _epsilon = eps;
                        _minimum = Minima(min_lr);
                        _best = _smallerIsBetter ? double.PositiveInfinity : double.NegativeInfinity;
                        LastEpoch = 0;
                    }

                    /// <inheritdoc/>
                    /// <exception cref="InvalidOperationException">Always: this rule needs the metric.</exception>
                    public override void step() => throw new InvalidOperationException("ReduceLROnPlateau.step needs the metric.");

                    /// <inheritdoc/>
                    /// <exception cref="InvalidOperationException">Always: this rule needs the metric.</exception>
                    public override void step(int? epoch) => step();

                    /// <summary>Goes on to the next epoch, or to an epoch, given the metric that was reached.</summary>
                    /// <param name="current">The metric.</param>
                    /// <param name="epoch">The epoch, or null for the next one.</param>
                    public override void step(double current, int? epoch = null)
                    {
                        LastEpoch = epoch ?? LastEpoch + 1;
                        if (IsBetter(current))
                        {
                            _best = current;
                            _badEpochs = 0;
                        }
                        else
                        {
                            _badEpochs++;
                        }

                        if (_cooldownLeft > 0)
                        {
                            _cooldownLeft--;
                            _badEpochs = 0;
                        }

                        if (_badEpochs > _patience)
                        {
                            SetRates([.. Each(Reduced)]);
                            _cooldownLeft = _cooldown;
                            _badEpochs = 0;
                        }
                    }

                    private static bool Choice(string value, string yes, string no, string parameter)
                        => value == yes || (value == no ? false : throw new ArgumentException($"Expected '{yes}' or '{no}', got '{value}'.", parameter));

                    private double[] Minima(IList<double>? given)
                    {
                        var groups = Groups.Count;
                        return given switch
                        {
                            null => new double[groups],
                            { Count: 1 } => [.. Enumerable.Repeat(given[0], groups)],
                            _ when given.Count == groups => [.. given],
                            _ => throw new ArgumentException($"There are {given.Count} smallest learning rates for {groups} groups.", nameof(given)),
                        };
                    }

                    private double Reduced(int group, double rate)
                    {
                        var next = Math.Max(rate * _factor, _minimum[group]);
                        return rate - next > _epsilon ? next : rate;
                    }

                    private bool IsBetter(double current)
                    {
                        if (_relative)
                        {
                            return _smallerIsBetter ? current < _best * (1 - _threshold) : current > _best * (1 + _threshold);
                        }

                        return _smallerIsBetter ? current < _best - _threshold : current > _best + _threshold;
                    }
                }
            }
        }
    }
}
