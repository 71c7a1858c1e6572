namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The learning rate times a function of the epoch, every epoch.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly Func<int, double>[] _rules;

                    /// <summary>Creates the rule.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="lr_lambda">The function, for all groups.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _rules = ForEachGroup(lr_lambda);
                        step();
                    }

                    /// <summary>Creates the rule with a function for each group.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="lr_lambdas">The functions, one for each group.</param>
                    /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public MultiplicativeLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _rules = ForEachGroup(lr_lambdas);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                        => Each((group, rate) => LastEpoch > 0 ? rate * _rules[group](LastEpoch) : rate);
                }
            }
        }
    }
}
