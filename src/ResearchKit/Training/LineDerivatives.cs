namespace ResearchKit.Training;

/// <summary>A loss and its first two derivatives along a direction d.</summary>
/// <param name="Loss">L(θ).</param>
/// <param name="Slope">dᵀ g, with g the gradient.</param>
/// <param name="Curvature">dᵀ H d, with H the Hessian.</param>
public readonly record struct LineDerivatives(double Loss, double Slope, double Curvature);
