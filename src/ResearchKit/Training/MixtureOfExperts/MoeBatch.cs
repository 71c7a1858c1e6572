using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Inputs of a network with experts and the classes that it should give.</summary>
/// <param name="Input">Inputs as the network takes them, B first.</param>
/// <param name="Target">Class numbers int64, (B) or (B, L); below 0 where a place does not count.</param>
public sealed record MoeBatch(Tensor Input, Tensor Target) : IDisposable
{
    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Input.Dispose();
        Target.Dispose();
    }
}
