namespace ResearchKit.Experts;

/// <summary>How the members of a random group are aligned.</summary>
public enum RandomGroupAlignment
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By weights, as <see cref="ExpertAlignment"/> does.</summary>
    Weights,

    /// <summary>By the correlation of hidden units over the tokens routed to either expert, as <see cref="ActivationAlignment"/> does.</summary>
    Activations,
}
