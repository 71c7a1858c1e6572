namespace ResearchKit.Merging.Methods;

/// <summary>What is done where task vectors pull one parameter in opposite directions.</summary>
public enum SignRule
{
    /// <summary>They are added.</summary>
    Sum,

    /// <summary>Only those with the sign of their weighted sum count.</summary>
    Elect,
}
