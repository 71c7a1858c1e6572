namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>The options of a group; null takes the optimiser's default.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Decay rate of the mean squared gradient.</summary>
        public double? alpha { get; set; }

        /// <summary>What is added to the denominator.</summary>
        public double? eps { get; set; }

        /// <summary>Weight of the penalty |w|²/2.</summary>
        public double? weight_decay { get; set; }

        /// <summary>Share of the last step that is kept.</summary>
        public double? momentum { get; set; }

        /// <summary>Whether to divide by the standard deviation instead.</summary>
        public bool? centered { get; set; }

        /// <summary>Whether to go up rather than down.</summary>
        public bool? maximize { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = As<Options>(source);
            alpha = other.alpha;
            eps = other.eps;
            weight_decay = other.weight_decay;
            momentum = other.momentum;
            centered = other.centered;
            maximize = other.maximize;
        }
    }
}
