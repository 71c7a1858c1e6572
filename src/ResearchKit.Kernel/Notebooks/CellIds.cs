using System.Globalization;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Gives ids to cells that have none, made of place and text, so that reading a file twice gives the same ids.</summary>
internal static class CellIds
{
    private const int MaximumLength = 64;

    /// <summary>Tells whether a text may be a cell id.</summary>
    /// <param name="id">The text.</param>
    /// <returns>Whether it has 1 to 64 letters, digits, hyphens and underscores.</returns>
    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaximumLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Replaces ids that are missing, malformed or taken by an earlier cell.</summary>
    /// <param name="cells">The cells.</param>
    public static void Complete(IList<NotebookCell> cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var without = new List<int>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (!IsValid(cells[i].Id) || !taken.Add(cells[i].Id))
            {
                without.Add(i);
            }
        }

        foreach (var i in without)
        {
            var seed = new Seed((ulong)i).For(cells[i].Source);
            do
            {
                cells[i].Id = ((uint)seed.Value).ToString("x8", CultureInfo.InvariantCulture);
                seed = seed.For("again");
            }
            while (!taken.Add(cells[i].Id));
        }
    }
}
