namespace ResearchKit.Graphs;

/// <summary>What an <see cref="AttributeValue"/> is.</summary>
public enum AttributeKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,
}
