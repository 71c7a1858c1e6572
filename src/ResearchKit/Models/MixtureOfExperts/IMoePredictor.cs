using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A network with layers of experts that gives scores for one batch of inputs.</summary>
public interface IMoePredictor : IMoeModel
{
    /// <summary>The network as a module, for its parameters.</summary>
    nn.Module Network { get; }

    /// <summary>Gives scores.</summary>
    /// <param name="input">A batch, as the network's forward pass takes it.</param>
    /// <param name="pass">Capacity, jitter and observer.</param>
    /// <returns>Scores, (B, classes) or (B, length, classes).</returns>
    Tensor Run(Tensor input, MoePass pass);

    /// <summary>Makes a network with equal parameters, experts and expert maps, and memory of its own.</summary>
    /// <returns>The copy, which the caller owns.</returns>
    IMoePredictor Copy();
}
