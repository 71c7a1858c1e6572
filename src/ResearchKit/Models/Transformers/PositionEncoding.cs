namespace ResearchKit.Models;

/// <summary>How a transformer knows where a token stands.</summary>
public enum PositionEncoding
{
    /// <summary>Not at all, beyond what a causal mask shows.</summary>
    None,

    /// <summary>A trained table that is added to the stream.</summary>
    Learned,

    /// <summary>
    /// A table of sines and cosines that is added to the stream (Vaswani et al., 2017, section 3.5). It is stored as a buffer, because a permutation of the
    /// stream permutes its columns too.
    /// </summary>
    Sinusoidal,

    /// <summary>Rotations of pairs of query and key units, element i with i + half the head (Su et al., RoFormer, 2021, equation 34).</summary>
    Rotary,
}
