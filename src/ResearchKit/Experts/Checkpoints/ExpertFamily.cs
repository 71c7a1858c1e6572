using System.Text.RegularExpressions;
using ResearchKit.Models;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>How one family of checkpoints names the tensors of its layers of experts.</summary>
public sealed record ExpertFamily
{
    /// <summary>The name by which commands and messages know the naming.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>model_type</c>s of configurations that use it.</summary>
    public required IReadOnlyList<string> ModelTypes { get; init; }

    /// <summary>A regular expression for the prefix of a layer of experts.</summary>
    public required string Layer { get; init; }

    /// <summary>What follows the prefix in the name of the router's weight (E, d), or null where the router is not in the table.</summary>
    public string? Router { get; init; }

    /// <summary>What follows the prefix in the name of a number for each expert that takes part in the choice (E), or null.</summary>
    public string? RouterBias { get; init; }

    /// <summary>What follows the prefix in the names of the experts' tensors.</summary>
    public required IReadOnlyList<ExpertTensor> Experts { get; init; }

    /// <summary>What follows the prefix in names of experts that every token goes to; they are never merged nor counted. Null where there are none.</summary>
    public string? Shared { get; init; }

    /// <summary>The function inside an expert.</summary>
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>Experts a token where the configuration does not say.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Whether a token's gates are divided by their sum where the configuration does not say.</summary>
    public bool NormalizeGates { get; init; }

    /// <summary>Whether all experts of a layer lie in one tensor.</summary>
    public bool IsFused => !Experts[0].Suffix.Contains("{e}", StringComparison.Ordinal);

    /// <summary>The expression that finds the layer (and the expert) in the name of a tensor of experts.</summary>
    internal Regex Pattern(ExpertTensor part)
    {
        var suffix = Regex.Escape(part.Suffix).Replace(@"\{e}", @"(?<expert>\d{1,6})", StringComparison.Ordinal);
        return new Regex($"^(?<layer>{Layer}){suffix}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
