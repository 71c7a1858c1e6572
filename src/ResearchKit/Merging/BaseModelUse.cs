namespace ResearchKit.Merging;

/// <summary>What a merge method does with a base model.</summary>
public enum BaseModelUse
{
    /// <summary>It has no use for one.</summary>
    None,

    /// <summary>It merges differences from the base model where one is given.</summary>
    Optional,

    /// <summary>It cannot do without.</summary>
    Required,
}
