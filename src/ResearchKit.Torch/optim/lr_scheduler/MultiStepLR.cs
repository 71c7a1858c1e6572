namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times gamma at each milestone.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="milestones">Epochs at which the learning rate changes; one that occurs twice counts twice.</param>
                    /// <param name="gamma">The factor.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(milestones);
                        _milestones = [.. milestones];
                        _gamma = gamma;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((_, rate) => rate * Math.Pow(_gamma, _milestones.Count(milestone => milestone == LastEpoch)));

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                        => BaseRates.Select(rate => rate * Math.Pow(_gamma, _milestones.Count(milestone => milestone <= LastEpoch)));
                }
            }
        }
    }
}
