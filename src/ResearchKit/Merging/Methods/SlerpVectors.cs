namespace ResearchKit.Merging.Methods;

/// <summary>Which parts of a tensor are vectors with an angle of their own.</summary>
public enum SlerpVectors
{
    /// <summary>The whole tensor is one vector.</summary>
    Whole,

    /// <summary>Every line along the last axis: the incoming weights of one unit of a dense layer.</summary>
    LastAxis,

    /// <summary>Every line along the first axis: the outgoing weights of one input of a dense layer.</summary>
    FirstAxis,
}
