using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember of one parameter.</summary>
internal interface IAdamState
{
    long step { get; set; }

    Tensor? exp_avg { get; set; }

    Tensor? exp_avg_sq { get; set; }

    Tensor? max_exp_avg_sq { get; set; }

    /// <summary>Copies the state of another parameter; either can be disposed afterwards.</summary>
    /// <param name="source">The state of another parameter.</param>
    void Copy(IAdamState source)
    {
        step = source.step;
        exp_avg = OptimizerState.CopyOf(exp_avg, source.exp_avg);
        exp_avg_sq = OptimizerState.CopyOf(exp_avg_sq, source.exp_avg_sq);
        max_exp_avg_sq = OptimizerState.CopyOf(max_exp_avg_sq, source.max_exp_avg_sq);
    }

    /// <summary>Releases the tensors.</summary>
    void Release()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
    }
}
