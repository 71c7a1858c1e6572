using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adagrad
{
    /// <summary>What the optimiser remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>Number of steps.</summary>
        public long step { get; set; }

        /// <summary>Sum of squared gradients s.</summary>
        public Tensor? sum { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = OptimizerOptions.As<State>(source);
            step = other.step;
            sum = CopyOf(sum, other.sum);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                sum?.Dispose();
            }
        }
    }
}
