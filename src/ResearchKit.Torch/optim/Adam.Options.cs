namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>The options of a group; null takes the optimiser's default.</summary>
    public class Options : OptimizerOptions, IAdamOptions
    {
        /// <summary>Decay rate of the first moment.</summary>
        public double? beta1 { get; set; }

        /// <summary>Decay rate of the second moment.</summary>
        public double? beta2 { get; set; }

        /// <summary>What is added to the denominator.</summary>
        public double? eps { get; set; }

        /// <summary>Weight of the penalty |w|²/2.</summary>
        public double? weight_decay { get; set; }

        /// <summary>Whether to divide by the largest second moment so far.</summary>
        public bool? amsgrad { get; set; }

        /// <summary>Whether to go up rather than down.</summary>
        public bool? maximize { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            ((IAdamOptions)this).Copy(As<Options>(source));
        }
    }
}
