using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>The second-order Taylor estimate of the loss barrier between two models.</summary>
/// <remarks>
/// With μ = θ_b - θ_a, g and H the gradient and Hessian of the loss at each end:
/// B(λ) = λ(1-λ) [μᵀ(g_a - g_b) + ½ μᵀ(λ H_a + (1-λ) H_b) μ] + O(‖μ‖³). If closeness were the reason for small barriers, this estimate would be near the
/// measured one. With ReLU the Hessian ignores the kinks, so that the ratio need not tend to 1 however small μ is.
/// Reference: Ito, Yamada and Kumagai, 2024, theorem 3.1.
/// </remarks>
/// <param name="LossA">L(θ_a).</param>
/// <param name="LossB">L(θ_b).</param>
/// <param name="SlopeA">μᵀ g_a.</param>
/// <param name="SlopeB">μᵀ g_b.</param>
/// <param name="CurvatureA">μᵀ H_a μ.</param>
/// <param name="CurvatureB">μᵀ H_b μ.</param>
/// <param name="Distance">‖μ‖.</param>
public sealed record TaylorBarrier(double LossA, double LossB, double SlopeA, double SlopeB, double CurvatureA, double CurvatureB, double Distance)
{
    /// <summary>The estimate at the middle: B½ = ¼ μᵀ(g_a - g_b) + (1/16) μᵀ(H_a + H_b) μ.</summary>
    public double Half => At(0.5);

    /// <summary>The estimate at a position of the path.</summary>
    /// <param name="lambda">λ, from 0 to 1.</param>
    /// <returns>The estimated barrier; 0 at both ends.</returns>
    public double At(double lambda)
        => lambda * (1 - lambda) * (SlopeA - SlopeB + (0.5 * ((lambda * CurvatureA) + ((1 - lambda) * CurvatureB))));

    /// <summary>Measures slopes and curvatures at both ends of the path between two models.</summary>
    /// <param name="loss">The loss; the estimate is of the barrier on its data.</param>
    /// <param name="a">The model at λ = 0.</param>
    /// <param name="b">The model at λ = 1.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The expansion.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor.</exception>
    public static TaylorBarrier Measure(ModelLoss loss, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        var direction = ParameterVector.Difference(a, b);
        var atA = loss.LineDerivatives(a, direction, cancellationToken);
        var atB = loss.LineDerivatives(b, direction, cancellationToken);
        return new TaylorBarrier(atA.Loss, atB.Loss, atA.Slope, atB.Slope, atA.Curvature, atB.Curvature, ParameterVector.Distance(a, b));
    }
}
