namespace ResearchKit.Experts;

/// <summary>What the experts of a layer are aligned to before they are merged.</summary>
public enum AlignReference
{
    /// <summary>Each expert to the dominant expert of its group.</summary>
    GroupDominant,

    /// <summary>Every expert to expert 0, once, before grouping, as in the paper and the authors' code.</summary>
    FirstExpert,

    /// <summary>No alignment.</summary>
    None,
}
