namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times a factor that moves linearly from one value to another during the first epochs.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _totalIters;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="start_factor">The first factor, in (0, 1].</param>
                    /// <param name="end_factor">The last factor, in [0, 1].</param>
                    /// <param name="total_iters">Number of those epochs.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _start = start_factor is > 0 and <= 1
                            ? start_factor
                            : throw new ArgumentException($"The first factor must be in (0, 1], got {start_factor}.", nameof(start_factor));
                        _end = end_factor is >= 0 and <= 1
                            ? end_factor
                            : throw new ArgumentException($"The last factor must be in [0, 1], got {end_factor}.", nameof(end_factor));
                        _totalIters = total_iters;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((_, rate) => LastEpoch switch
                        {
                            0 => rate * _start,
                            _ when LastEpoch > _totalIters => rate,
                            _ => rate * (1 + ((_end - _start) / ((_totalIters * _start) + ((LastEpoch - 1) * (_end - _start))))),
                        });

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => rate * (_start + ((_end - _start) * Math.Min(_totalIters, LastEpoch) / _totalIters)));
                }
            }
        }
    }
}
