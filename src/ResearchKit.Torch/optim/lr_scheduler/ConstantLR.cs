namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times a factor during the first epochs.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _totalIters;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="factor">The factor.</param>
                    /// <param name="total_iters">Number of those epochs.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factor = factor;
                        _totalIters = total_iters;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((_, rate) => LastEpoch switch
                        {
                            0 => rate * _factor,
                            _ when LastEpoch == _totalIters => rate * (1.0 / _factor),
                            _ => rate,
                        });

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => rate * (LastEpoch >= _totalIters ? 1 : _factor));
                }
            }
        }
    }
}
