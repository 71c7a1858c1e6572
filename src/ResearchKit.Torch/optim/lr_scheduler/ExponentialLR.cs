namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times gamma every epoch: lr_0 gamma^epoch.</summary>
                public class ExponentialLR : LRScheduler
                {
                    private readonly double _gamma;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="gamma">The factor.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _gamma = gamma;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((_, rate) => LastEpoch == 0 ? rate : rate * _gamma);

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => rate * Math.Pow(_gamma, LastEpoch));
                }
            }
        }
    }
}
