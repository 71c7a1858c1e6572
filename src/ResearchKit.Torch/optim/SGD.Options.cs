namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>The options of a group; null takes the optimiser's default.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Share of the last step that is kept.</summary>
        public double? momentum { get; set; }

        /// <summary>Share of the gradient that does not enter the momentum.</summary>
        public double? dampening { get; set; }

        /// <summary>Weight of the penalty |w|²/2.</summary>
        public double? weight_decay { get; set; }

        /// <summary>Whether to use Nesterov's variant.</summary>
        public bool? nesterov { get; set; }

        /// <summary>Whether to go up rather than down.</summary>
        public bool? maximize { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = As<Options>(source);
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
        }
    }
}
