namespace ResearchKit.Kernel.Export.Html;

/// <summary>What the parts of a page ask of the page as a whole while they are written.</summary>
/// <param name="pictures">Finds the pictures that texts name.</param>
internal sealed class PageNeeds(PictureFinder pictures)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Finds the pictures that texts name.</summary>
    public PictureFinder Pictures { get; } = pictures;

    /// <summary>Whether there is a formula.</summary>
    public bool HasMath { get; set; }

    /// <summary>Whether there is a Plotly figure.</summary>
    public bool HasFigure { get; set; }

    /// <summary>The headings, in order.</summary>
    public List<PageHeading> Headings { get; } = [];

    /// <summary>What had to be left out, and why.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Gives a heading an id that is its own, made as Jupyter makes it so that links within a notebook work.</summary>
    /// <param name="text">The text of the heading.</param>
    /// <returns>The id.</returns>
    public string IdOf(string text)
    {
        var id = string.Concat(text.Trim().Select(c => char.IsWhiteSpace(c) ? '-' : c));
        id = id.Length == 0 ? "section" : id;
        var unique = id;
        for (var i = 2; !_ids.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{id}-{i}");
        }

        return unique;
    }
}
