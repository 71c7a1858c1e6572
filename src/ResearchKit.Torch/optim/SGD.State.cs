using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>What the optimiser remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>The velocity v, or null before the first step with momentum.</summary>
        public Tensor? momentum_buffer { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = OptimizerOptions.As<State>(source);
            momentum_buffer = CopyOf(momentum_buffer, other.momentum_buffer);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                momentum_buffer?.Dispose();
            }
        }
    }
}
