namespace ResearchKit.Matching;

/// <summary>Where the free weights of a straight-through search start.</summary>
public enum SearchStart
{
    /// <summary>At the reference: the first projection is then the plain weight matching (the code of Ainsworth et al.).</summary>
    Reference,

    /// <summary>At the candidate: the first projection is then the identity.</summary>
    Candidate,
}
