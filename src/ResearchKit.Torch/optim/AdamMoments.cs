using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The part that Adam and AdamW share: two decaying moments and a step along their quotient.</summary>
/// <param name="Beta1">Decay rate of the first moment.</param>
/// <param name="Beta2">Decay rate of the second moment.</param>
/// <param name="Epsilon">What is added to the denominator.</param>
/// <param name="Largest">Whether to divide by the largest second moment so far (AMSGrad).</param>
internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon, bool Largest)
{
    /// <summary>Updates the moments with a gradient and the parameter with the moments.</summary>
    internal void Update(Tensor parameter, Tensor gradient, Tensor first, Tensor second, Tensor? largest, long step, double rate)
    {
        Kernels.Scale(first, Beta1);
        Kernels.AddTo(first, gradient, 1 - Beta1);
        Kernels.Scale(second, Beta2);
        Kernels.AddProductTo(second, gradient, gradient, 1 - Beta2);
        if (Largest)
        {
            Kernels.MaximumTo(largest!, second);
        }

        var correction1 = 1 - Math.Pow(Beta1, step);
        var correction2 = 1 - Math.Pow(Beta2, step);
        using var denominator = Kernels.SquareRoot(Largest ? largest! : second);
        Kernels.Divide(denominator, Math.Sqrt(correction2));
        Kernels.Shift(denominator, Epsilon);
        Kernels.AddQuotientTo(parameter, first, denominator, -(rate / correction1));
    }
}
