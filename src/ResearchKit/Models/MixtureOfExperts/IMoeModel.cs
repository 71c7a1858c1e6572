namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A network with layers of experts.</summary>
public interface IMoeModel
{
    /// <summary>The layers of experts, in the order of the computation.</summary>
    IReadOnlyList<MoeLayer> MoeLayers { get; }
}
