namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate falls to zero as (1 - epoch / total_iters)^power.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly double _power;
                    private readonly int _totalIters;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="total_iters">Number of epochs until zero.</param>
                    /// <param name="power">The power.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _totalIters = total_iters;
                        _power = power;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((_, rate) => LastEpoch == 0 || LastEpoch > _totalIters
                            ? rate
                            : rate * Math.Pow((1.0 - ((double)LastEpoch / _totalIters)) / (1.0 - ((double)(LastEpoch - 1) / _totalIters)), _power));

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => rate * Math.Pow(1.0 - ((double)Math.Min(_totalIters, LastEpoch) / _totalIters), _power));
                }
            }
        }
    }
}
