namespace ResearchKit.Display;

/// <summary>One measured quantity of a claim and what it must satisfy.</summary>
/// <param name="Name">What was measured, with its unit; may be empty when the claim has one part.</param>
/// <param name="Measured">The values.</param>
/// <param name="Bound">What they must satisfy.</param>
public sealed record ClaimPart(string Name, Measurement Measured, Bound Bound)
{
    /// <summary>Whether the values satisfy the bound.</summary>
    public bool Holds => Bound.Holds(Measured);
}
