namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate moves along a half cosine: eta_min + (lr_0 - eta_min) (1 + cos(pi epoch / T_max)) / 2.</summary>
                /// <remarks>Reference: Loshchilov and Hutter, 2017, equation 5, without restarts.</remarks>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _period;
                    private readonly double _minimum;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="T_max">Epoch at which the minimum is reached.</param>
                    /// <param name="eta_min">The minimum.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _period = T_max;
                        _minimum = eta_min;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((group, rate) =>
                        {
                            if (LastEpoch == 0)
                            {
                                return rate;
                            }

                            // At the minimum the quotient of two cosines would be 0 / 0.
                            return (LastEpoch - 1 - _period) % (2 * _period) == 0
                                ? rate + ((BaseRates[group] - _minimum) * (1 - Math.Cos(Math.PI / _period)) / 2)
                                : ((1 + Math.Cos(Math.PI * LastEpoch / _period)) / (1 + Math.Cos(Math.PI * (LastEpoch - 1) / _period)) * (rate - _minimum)) + _minimum;
                        });

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => _minimum + ((rate - _minimum) * (1 + Math.Cos(Math.PI * LastEpoch / _period)) / 2));
                }
            }
        }
    }
}
