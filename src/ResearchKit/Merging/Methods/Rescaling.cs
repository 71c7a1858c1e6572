namespace ResearchKit.Merging.Methods;

/// <summary>What is done to the values of a task vector that stay when others are dropped.</summary>
public enum Rescaling
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each is divided by the probability with which it stayed, so that the expectation is the task vector itself.</summary>
    InverseDensity,

    /// <summary>All are multiplied by one factor so that the sum of magnitudes is that of the whole task vector.</summary>
    L1,
}
