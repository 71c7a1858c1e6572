using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>What the optimiser remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>Number of steps.</summary>
        public long step { get; set; }

        /// <summary>Mean squared gradient s.</summary>
        public Tensor? square_avg { get; set; }

        /// <summary>The velocity b, or null.</summary>
        public Tensor? momentum_buffer { get; set; }

        /// <summary>Mean gradient a, or null.</summary>
        public Tensor? grad_avg { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = OptimizerOptions.As<State>(source);
            step = other.step;
            square_avg = CopyOf(square_avg, other.square_avg);
            momentum_buffer = CopyOf(momentum_buffer, other.momentum_buffer);
            grad_avg = CopyOf(grad_avg, other.grad_avg);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                square_avg?.Dispose();
                momentum_buffer?.Dispose();
                grad_avg?.Dispose();
            }
        }
    }
}
