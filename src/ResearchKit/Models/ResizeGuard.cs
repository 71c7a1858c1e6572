namespace ResearchKit.Models;

/// <summary>Checks the widths that a caller names for single groups.</summary>
internal static class ResizeGuard
{
    /// <summary>Refuses groups that a network does not have and widths below 1.</summary>
    public static void Check(IReadOnlyDictionary<string, int> widths, IReadOnlyCollection<string> known)
    {
        foreach (var (group, width) in widths)
        {
            if (!known.Contains(group))
            {
                throw new ArgumentException($"there is no group '{group}' to give a width to; the groups are {string.Join(", ", known)}", nameof(widths));
            }

            Guard.Positive(width, $"the width of group '{group}'");
        }
    }
}
