namespace TorchSharp.Modules;

public partial class Adagrad
{
    /// <summary>The options of a group; null takes the optimiser's default.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>How fast the learning rate falls.</summary>
        public double? lr_decay { get; set; }

        /// <summary>Weight of the penalty |w|²/2.</summary>
        public double? weight_decay { get; set; }

        /// <summary>First value of the sum s.</summary>
        public double? initial_accumulator_value { get; set; }

        /// <summary>What is added to the denominator.</summary>
        public double? eps { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = As<Options>(source);
            lr_decay = other.lr_decay;
            weight_decay = other.weight_decay;
            initial_accumulator_value = other.initial_accumulator_value;
            eps = other.eps;
        }
    }
}
