namespace ResearchKit.Assignment;

/// <summary>The vector registers that a solver computes with.</summary>
internal enum LaneWidth
{
    /// <summary>The widest that the processor has.</summary>
    Widest,

    /// <summary>One number at a time.</summary>
    Scalar,

    /// <summary>128-bit registers.</summary>
    Bits128,

    /// <summary>256-bit registers.</summary>
    Bits256,

    /// <summary>512-bit registers.</summary>
    Bits512,
}
