using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>What the optimiser remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>Number of steps.</summary>
        public long step { get; set; }

        /// <summary>First moment m.</summary>
        public Tensor? exp_avg { get; set; }

        /// <summary>Second moment v.</summary>
        public Tensor? exp_avg_sq { get; set; }

        /// <summary>Largest second moment so far, or null.</summary>
        public Tensor? max_exp_avg_sq { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = OptimizerOptions.As<State>(source);
            step = other.step;
            exp_avg = CopyOf(exp_avg, other.exp_avg);
            exp_avg_sq = CopyOf(exp_avg_sq, other.exp_avg_sq);
            max_exp_avg_sq = CopyOf(max_exp_avg_sq, other.max_exp_avg_sq);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                exp_avg?.Dispose();
                exp_avg_sq?.Dispose();
                max_exp_avg_sq?.Dispose();
            }
        }
    }
}
