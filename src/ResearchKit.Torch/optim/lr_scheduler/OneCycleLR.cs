namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One cycle: the learning rate rises from max / div_factor to its maximum and falls to max / (div_factor final_div_factor).</summary>
                /// <remarks>Step it after every batch. Reference: Smith and Topin, 2019.</remarks>
                public class OneCycleLR : LRScheduler
                {
                    private readonly Phase[] _phases;
                    private readonly int _totalSteps;
                    private readonly bool _cosine;
                    private readonly bool _cycleMomentum;
                    private readonly double[] _maximum;
                    private readonly double[] _smallestMomentum;
                    private readonly double[] _largestMomentum;
                    private readonly double _divisor;
                    private readonly double _finalDivisor;

                    /// <summary>Creates the rule with the same learning rate for all groups.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="max_lr">Largest learning rate.</param>
                    /// <param name="total_steps">Number of steps of the cycle, or -1 to compute it from the next two.</param>
                    /// <param name="epochs">Number of epochs.</param>
                    /// <param name="steps_per_epoch">Number of steps of an epoch.</param>
                    /// <param name="pct_start">Share of the steps in which the learning rate rises.</param>
                    /// <param name="anneal_strategy">Shape of the rise and the fall.</param>
                    /// <param name="cycle_momentum">Whether the momentum (or beta1) moves the other way.</param>
                    /// <param name="base_momentum">Smallest momentum.</param>
                    /// <param name="max_momentum">Largest momentum.</param>
                    /// <param name="div_factor">Largest divided by first learning rate.</param>
                    /// <param name="final_div_factor">First divided by last learning rate.</param>
                    /// <param name="three_phase">Whether the fall stops at the first learning rate before it goes to the last.</param>
                    /// <param name="last_epoch">The last step that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    public OneCycleLR(
                        Optimizer optimizer,
                        double max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        double base_momentum = 0.85,
                        double max_momentum = 0.95,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false)
                        : this(
                            optimizer,
                            Enumerable.Repeat(max_lr, optimizer?.ParamGroups.Count() ?? 0),
                            total_steps,
                            epochs,
                            steps_per_epoch,
                            pct_start,
                            anneal_strategy,
                            cycle_momentum,
                            Enumerable.Repeat(base_momentum, optimizer?.ParamGroups.Count() ?? 0),
                            Enumerable.Repeat(max_momentum, optimizer?.ParamGroups.Count() ?? 0),
                            div_factor,
                            final_div_factor,
                            three_phase,
                            last_epoch,
                            verbose)
                    {
                    }

                    /// <summary>Creates the rule with a learning rate for each group.</summary>
                    /// <param name="optimizer">The optimiser.</param>
                    /// <param name="max_lr">Largest learning rate of each group.</param>
                    /// <param name="total_steps">Number of steps of the cycle, or -1 to compute it from the next two.</param>
                    /// <param name="epochs">Number of epochs.</param>
                    /// <param name="steps_per_epoch">Number of steps of an epoch.</param>
                    /// <param name="pct_start">Share of the steps in which the learning rate rises.</param>
                    /// <param name="anneal_strategy">Shape of the rise and the fall.</param>
                    /// <param name="cycle_momentum">Whether the momentum (or beta1) moves the other way.</param>
                    /// <param name="base_momentum">Smallest momentum.</param>
                    /// <param name="max_momentum">Largest momentum.</param>
                    /// <param name="div_factor">Largest divided by first learning rate.</param>
                    /// <param name="final_div_factor">First divided by last learning rate.</param>
                    /// <param name="three_phase">Whether the fall stops at the first learning rate before it goes to the last.</param>
                    /// <param name="last_epoch">The last step that is over, -1 at the start.</param>
                    /// <param name="verbose">Whether to write each change to the console.</param>
                    /// <exception cref="ArgumentException">The number of steps is missing or not positive, a list does not fit the groups, or the optimiser has no momentum to move.</exception>
                    public OneCycleLR(
                        Optimizer optimizer,
                        IEnumerable<double> max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                        {
                            throw new ArgumentException("The optimiser has no momentum to move; set cycle_momentum to false.", nameof(optimizer));
                        }

                        _totalSteps = Steps(total_steps, epochs, steps_per_epoch);
                        _cosine = anneal_strategy == AnnealStrategy.Cos;
                        _cycleMomentum = cycle_momentum;
                        _divisor = div_factor;
                        _finalDivisor = final_div_factor;
                        _maximum = ForGroups(max_lr, 0, nameof(max_lr));
                        _smallestMomentum = ForGroups(base_momentum, 0.85, nameof(base_momentum));
                        _largestMomentum = ForGroups(max_momentum, 0.95, nameof(max_momentum));
                        _phases = Phases(pct_start is >= 0 and <= 1
                            ? pct_start
                            : throw new ArgumentException($"The share of rising steps must be in [0, 1], got {pct_start}.", nameof(pct_start)), three_phase);
                        step();
                    }

                    /// <summary>Shape of the rise and the fall.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Half a cosine.</summary>
                        Cos,

                        /// <summary>A line.</summary>
                        Linear,
                    }

                    private enum Level
                    {
                        First,
                        Maximum,
                        Last,
                    }

                    /// <inheritdoc/>
                    /// <exception cref="InvalidOperationException">The cycle is over.</exception>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch > _totalSteps)
                        {
                            throw new InvalidOperationException($"Tried to step {LastEpoch + 1} times; the cycle has {_totalSteps} steps.");
                        }

                        var index = 0;
                        while (index < _phases.Length - 1 && LastEpoch > _phases[index].End)
                        {
                            index++;
                        }

                        var phase = _phases[index];
                        var start = index == 0 ? 0 : _phases[index - 1].End;
                        var share = (LastEpoch - start) / (phase.End - start);
                        return Each((group, _) =>
                        {
                            if (_cycleMomentum)
                            {
                                SetMomentum(group, Between(Momentum(group, phase.From), Momentum(group, phase.To), share));
                            }

                            return Between(Rate(group, phase.From), Rate(group, phase.To), share);
                        });
                    }

                    private static int Steps(int total, int epochs, int stepsPerEpoch)
                    {
                        if (total == -1 && epochs == -1 && stepsPerEpoch == -1)
                        {
                            throw new ArgumentException("Either the total number of steps or the numbers of epochs and steps of an epoch must be given.", nameof(total));
                        }

                        if (total != -1)
                        {
                            return total > 0 ? total : throw new ArgumentException($"The number of steps must be positive, got {total}.", nameof(total));
                        }

                        return epochs > 0 && stepsPerEpoch > 0
                            ? epochs * stepsPerEpoch
                            : throw new ArgumentException($"The numbers of epochs and of their steps must be positive, got {epochs} and {stepsPerEpoch}.", nameof(epochs));
                    }

                    private Phase[] Phases(double rising, bool three)
                        => three
                            ?
                            [
                                new((rising * _totalSteps) - 1, Level.First, Level.Maximum),
                                new((2 * rising * _totalSteps) - 2, Level.Maximum, Level.First),
                                new(_totalSteps - 1, Level.First, Level.Last),
                            ]
                            :
                            [
                                new((rising * _totalSteps) - 1, Level.First, Level.Maximum),
                                new(_totalSteps - 1, Level.Maximum, Level.Last),
                            ];

                    private double[] ForGroups(IEnumerable<double>? given, double otherwise, string parameter)
                    {
                        double[] values = given is null ? [.. Enumerable.Repeat(otherwise, Groups.Count)] : [.. given];
                        return values.Length == Groups.Count
                            ? values
                            : throw new ArgumentException($"There are {values.Length} values for {Groups.Count} groups.", parameter);
                    }

                    private double Rate(int group, Level level)
                        => level switch
                        {
                            Level.Maximum => _maximum[group],
                            Level.First => _maximum[group] / _divisor,
                            _ => _maximum[group] / _divisor / _finalDivisor,
                        };

                    private double Momentum(int group, Level level) => level == Level.Maximum ? _smallestMomentum[group] : _largestMomentum[group];

                    private double Between(double from, double to, double share)
                        => _cosine
                            ? to + ((from - to) / 2.0 * (Math.Cos(Math.PI * share) + 1))
                            : ((to - from) * share) + from;

                    private void SetMomentum(int group, double value)
                    {
                        switch (Groups[group])
                        {
                            case IBetas betas:
                                betas.Betas = (value, betas.Betas.Item2);
                                break;
                            case IMomentum momentum:
                                momentum.Momentum = value;
                                break;
                        }
                    }

                    private readonly record struct Phase(double End, Level From, Level To);
                }
            }
        }
    }
}
