namespace ResearchKit.Models;

/// <summary>Checks the widths that a caller names for single groups.</summary>
internal static class ResizeGuard
{
    /// <summary>Refuses groups that a network does not have and widths below 1.</summary>
    public static void Check(IReadOnlyDictionary<string, int> widths, IReadOnlyCollection<string> known)
    {
        foreach (var group in widths.Keys)
        {
            if (!known.Contains(group))
            {
                throw new ArgumentException($"there is no group '{group}' to give a width to; the groups are {string.Join(", ", known)}", nameof(widths));
            }
        }

        CheckSizes(widths);
    }

    /// <summary>Refuses widths below 1, before a layer is made of them.</summary>
    public static void CheckSizes(IReadOnlyDictionary<string, int> widths)
    {
        foreach (var (group, width) in widths)
        {
            Guard.Positive(width, $"the width of group '{group}'");
        }
    }
}
