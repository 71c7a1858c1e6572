using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>What the optimiser remembers of one parameter.</summary>
    public sealed class State : OptimizerState, IAdamState
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
        public override void LoadStateDict(OptimizerState source) => ((IAdamState)this).Copy(OptimizerOptions.As<State>(source));

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                ((IAdamState)this).Release();
            }
        }
    }
}
