namespace TorchSharp.Modules;

/// <summary>The distribution that PyTorch gives the weights of linear and convolutional layers.</summary>
internal static class DefaultInitialisation
{
    /// <summary>Draws the weight by Kaiming's uniform rule with slope sqrt(5), then the bias from (-1/sqrt(fan_in), 1/sqrt(fan_in)).</summary>
    internal static void Apply(Parameter weight, Parameter? bias)
    {
        if (weight.NumberOfElements > 0)
        {
            torch.nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        }

        if (bias is null)
        {
            return;
        }

        var (fanIn, _) = torch.nn.init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        torch.nn.init.uniform_(bias, -bound, bound);
    }
}
