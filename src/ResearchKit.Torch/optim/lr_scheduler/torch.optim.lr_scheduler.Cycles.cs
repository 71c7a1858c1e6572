namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>One cycle: the learning rate rises to its maximum and then falls, with the same learning rate for all groups.</summary>
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
            public static LRScheduler OneCycleLR(
                Optimizer optimizer,
                double max_lr,
                int total_steps = -1,
                int epochs = -1,
                int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                double base_momentum = 0.85,
                double max_momentum = 0.95,
                double div_factor = 25,
                double final_div_factor = 1e4,
                bool three_phase = false,
                int last_epoch = -1,
                bool verbose = false)
                => new impl.OneCycleLR(
                    optimizer,
                    max_lr,
                    total_steps,
                    epochs,
                    steps_per_epoch,
                    pct_start,
                    anneal_strategy,
                    cycle_momentum,
                    base_momentum,
                    max_momentum,
                    div_factor,
                    final_div_factor,
                    three_phase,
                    last_epoch,
                    verbose);

            /// <summary>One cycle: the learning rate rises to its maximum and then falls, with a learning rate for each group.</summary>
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
            public static LRScheduler OneCycleLR(
                Optimizer optimizer,
                IEnumerable<double> max_lr,
                int total_steps = -1,
                int epochs = -1,
                int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                IEnumerable<double>? base_momentum = null,
                IEnumerable<double>? max_momentum = null,
                double div_factor = 25,
                double final_div_factor = 1e4,
                bool three_phase = false,
                int last_epoch = -1,
                bool verbose = false)
                => new impl.OneCycleLR(
                    optimizer,
                    max_lr,
                    total_steps,
                    epochs,
                    steps_per_epoch,
                    pct_start,
                    anneal_strategy,
                    cycle_momentum,
                    base_momentum,
                    max_momentum,
                    div_factor,
                    final_div_factor,
                    three_phase,
                    last_epoch,
                    verbose);

            /// <summary>The learning rate times a factor when a metric has stopped improving.</summary>
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
            public static LRScheduler ReduceLROnPlateau(
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
                => new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);
        }
    }
}
