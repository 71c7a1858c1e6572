using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The base model plus a weighted sum of task vectors: θ = θ_0 + λ Σ w_i δ_i.</summary>
/// <remarks>
/// The paper's form has all weights 1 and λ between 0.2 and 0.5 for several tasks; equal weights with the sum 1 and λ = 1 give the plain mean.
/// A negative weight makes the model forget a task. Reference: Ilharco et al., 2023 (arXiv 2212.04089).
/// </remarks>
public sealed record TaskArithmeticMerge : TaskVectorMerge, IElementwiseMergeMethod
{
    /// <inheritdoc/>
    public override string Name => "task_arithmetic";

    /// <inheritdoc/>
    protected override SignRule Rule => SignRule.Sum;

    /// <inheritdoc/>
    protected override Tensor Sparsify(TaskVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector.Delta;
    }
}
