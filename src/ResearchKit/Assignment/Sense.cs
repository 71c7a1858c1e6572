namespace ResearchKit.Assignment;

/// <summary>Whether an assignment has the smallest or the largest sum of entries.</summary>
public enum Sense
{
    /// <summary>The sum of the chosen entries is as small as possible; +∞ marks a forbidden pair.</summary>
    Minimize,

    /// <summary>The sum of the chosen entries is as large as possible; −∞ marks a forbidden pair.</summary>
    Maximize,
}
