namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Rules that change the learning rates of an optimiser from epoch to epoch.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Base class of the rules.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer? _optimizer;
                private readonly bool _verbose;
                private double[] _last = [];

                /// <summary>Creates a rule without an optimiser; the derived class overrides the steps.</summary>
                protected LRScheduler()
                {
                }

                /// <summary>Creates a rule; the derived class calls <see cref="step()"/> at the end of its constructor.</summary>
                /// <param name="optimizer">The optimiser.</param>
                /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
                /// <param name="verbose">Whether to write each change to the console.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _verbose = verbose;
                    LastEpoch = last_epoch;
                    BaseRates = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                    _last = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
                }

                private protected int LastEpoch { get; set; }

                private protected double[] BaseRates { get; set; } = [];

                private protected IReadOnlyList<ILearningRateController> Groups => [.. _optimizer?.ParamGroups ?? []];

                /// <summary>Goes on to the next epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to an epoch.</summary>
                /// <param name="epoch">The epoch, or null for the next one.</param>
                public virtual void step(int? epoch)
                {
                    LastEpoch = epoch ?? LastEpoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToArray();
                    SetRates(rates);
                }

                /// <summary>Goes on to the next epoch, or to an epoch, given the metric that was reached.</summary>
                /// <param name="current">The metric; only <see cref="impl.ReduceLROnPlateau"/> looks at it.</param>
                /// <param name="epoch">The epoch, or null for the next one.</param>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The learning rates of the groups after the last step.</summary>
                public IEnumerable<double> get_last_lr() => _last;

                /// <summary>The learning rates of the groups for the current epoch, from those of the epoch before.</summary>
                protected virtual IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate);

                /// <summary>The learning rates of the groups for the current epoch, from the first ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected Func<int, double>[] ForEachGroup(Func<int, double> lr_lambda)
                {
                    ArgumentNullException.ThrowIfNull(lr_lambda);
                    return [.. Enumerable.Repeat(lr_lambda, Groups.Count)];
                }

                private protected Func<int, double>[] ForEachGroup(IEnumerable<Func<int, double>> lr_lambdas)
                {
                    ArgumentNullException.ThrowIfNull(lr_lambdas);
                    Func<int, double>[] rules = [.. lr_lambdas];
                    return rules.Length == Groups.Count
                        ? rules
                        : throw new ArgumentException($"There are {rules.Length} functions for {Groups.Count} groups.", nameof(lr_lambdas));
                }

                private protected void SetRates(double[] rates)
                {
                    var groups = Groups;
                    for (var i = 0; i < groups.Count; i++)
                    {
                        if (_verbose && groups[i].LearningRate != rates[i])
                        {
                            Console.WriteLine($"Epoch {LastEpoch}: the learning rate of group {i} becomes {rates[i]}.");
                        }

                        groups[i].LearningRate = rates[i];
                    }

                    _last = rates;
                }

                // One rule for every group: its position, its learning rate now, and the new one.
                private protected IEnumerable<double> Each(Func<int, double, double> rule)
                {
                    var groups = Groups;
                    var rates = new double[groups.Count];
                    for (var i = 0; i < rates.Length; i++)
                    {
                        rates[i] = rule(i, groups[i].LearningRate);
                    }

                    return rates;
                }
            }
        }
    }
}
