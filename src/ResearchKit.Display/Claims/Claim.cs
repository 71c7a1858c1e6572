using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>One checkable sentence of a paper, what was measured for it, and whether it holds.</summary>
public sealed record Claim
{
    /// <summary>A short name, for example <c>"F2"</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Where the paper says it, for example <c>"Table 1"</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was measured, in words or numbers.</summary>
    public string Measured { get; init; } = string.Empty;

    /// <summary>How far the measured values differ among themselves, or an empty text.</summary>
    public string Spread { get; init; } = string.Empty;

    /// <summary>What was asked of the measured values.</summary>
    public string Bound { get; init; } = string.Empty;

    /// <summary>Whether the claim holds; null when it was not checked, and <see cref="Note"/> then says why.</summary>
    public bool? Holds { get; init; }

    /// <summary>A remark for the reader, for example the paper's own number; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The measured quantities one by one; empty when the measurement is in words alone.</summary>
    public ImmutableArray<ClaimPart> Parts { get; init; } = [];

    /// <summary>The verdict in words, with a mark that does not need colour.</summary>
    internal string Verdict => Mark(Holds);

    internal static string Mark(bool? holds) => holds switch
    {
        true => "✔ holds",
        false => "✘ does not hold",
        null => "○ not checked",
    };
}
