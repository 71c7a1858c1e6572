namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The learning rate times gamma every few epochs: lr_0 gamma^floor(epoch / step_size).</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="step_size">Number of epochs between two changes, positive.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                => new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>The learning rate times gamma at each milestone.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="milestones">Epochs at which the learning rate changes; one that occurs twice counts twice.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                => new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            /// <summary>The learning rate times gamma every epoch: lr_0 gamma^epoch.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                => new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            /// <summary>The learning rate times a factor during the first epochs.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="factor">The factor.</param>
            /// <param name="total_iters">Number of those epochs.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                => new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            /// <summary>The learning rate times a factor that moves linearly from one value to another during the first epochs.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="start_factor">The first factor, in (0, 1].</param>
            /// <param name="end_factor">The last factor, in [0, 1].</param>
            /// <param name="total_iters">Number of those epochs.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                => new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            /// <summary>The learning rate falls to zero as (1 - epoch / total_iters)^power.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="total_iters">Number of epochs until zero.</param>
            /// <param name="power">The power.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false)
                => new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);

            /// <summary>The learning rate moves along a half cosine: eta_min + (lr_0 - eta_min) (1 + cos(pi epoch / T_max)) / 2.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="T_max">Epoch at which the minimum is reached.</param>
            /// <param name="eta_min">The minimum.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                => new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>The learning rate lr_0 times a function of the epoch.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="lr_lambda">The function, for all groups.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                => new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>The learning rate times a function of the epoch, every epoch.</summary>
            /// <param name="optimizer">The optimiser.</param>
            /// <param name="lr_lambda">The function, for all groups.</param>
            /// <param name="last_epoch">The last epoch that is over, -1 at the start.</param>
            /// <param name="verbose">Whether to write each change to the console.</param>
            public static LRScheduler MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                => new impl.MultiplicativeLR(optimizer, lr_lambda, last_epoch, verbose);
        }
    }
}
