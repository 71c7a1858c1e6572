using System.Collections;

namespace ResearchKit.Display;

/// <summary>The claims of a notebook, in the order in which they were checked.</summary>
/// <remarks>A claim that does not hold is shown as such, never dropped. Not thread safe.</remarks>
public sealed class Claims : IReadOnlyList<Claim>, IDisplayable, IFormsOnDemand
{
    private readonly List<Claim> _claims = [];

    /// <inheritdoc/>
    public int Count => _claims.Count;

    /// <summary>How many claims hold.</summary>
    public int HoldCount => _claims.Count(claim => claim.Holds == true);

    /// <summary>How many claims were checked and do not hold.</summary>
    public int FailCount => _claims.Count(claim => claim.Holds == false);

    /// <summary>How many claims were not checked.</summary>
    public int NotCheckedCount => _claims.Count(claim => claim.Holds is null);

    /// <inheritdoc/>
    public Claim this[int index] => _claims[index];

    /// <summary>Finds a claim by its short name.</summary>
    /// <param name="id">The short name.</param>
    /// <returns>The claim.</returns>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Claim this[string id] => _claims.Find(claim => claim.Id == id)
        ?? throw new KeyNotFoundException($"There is no claim '{id}'; the claims are {string.Join(", ", _claims.Select(claim => claim.Id))}.");

    /// <summary>Checks a claim about one measured quantity.</summary>
    /// <param name="id">A short name, for example <c>"F2"</c>.</param>
    /// <param name="statement">The sentence.</param>
    /// <param name="source">Where the paper says it.</param>
    /// <param name="measured">The values, for example one for each seed.</param>
    /// <param name="bound">What they must satisfy.</param>
    /// <param name="note">A remark, or null.</param>
    /// <returns>The claim, checked and added.</returns>
    public Claim Check(string id, string statement, string source, Measurement measured, Bound bound, string? note = null) =>
        Check(id, statement, source, [new ClaimPart(string.Empty, measured, bound)], note);

    /// <summary>Checks a claim about several measured quantities; it holds when each part does.</summary>
    /// <param name="id">A short name.</param>
    /// <param name="statement">The sentence.</param>
    /// <param name="source">Where the paper says it.</param>
    /// <param name="parts">The quantities, each with a name of its own and its bound.</param>
    /// <param name="note">A remark, or null.</param>
    /// <returns>The claim, checked and added.</returns>
    /// <exception cref="ArgumentException">There is no part, or two parts have the same name.</exception>
    public Claim Check(string id, string statement, string source, IReadOnlyList<ClaimPart> parts, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.DistinctBy(part => part.Name).Count() != parts.Count)
        {
            throw new ArgumentException($"Claim '{id}' needs measured parts with different names; given: {string.Join(", ", parts.Select(part => $"'{part.Name}'"))}.", nameof(parts));
        }

        return Add(new Claim
        {
            Id = id,
            Statement = statement,
            Source = source,
            Measured = Join(parts, part => Numbers.Significant(part.Measured.Mean, 4)),
            Spread = parts.All(part => part.Measured.StandardDeviation is null)
                ? string.Empty
                : Join(parts, part => part.Measured.StandardDeviation is { } deviation ? Numbers.Significant(deviation, 2) : "-"),
            Bound = Join(parts, part => part.Bound.Text),
            Holds = parts.All(part => part.Holds),
            Note = note,
            Parts = [.. parts],
        });
    }

    /// <summary>Records a claim whose measurement is best said in words, such as an exact equality that a test established.</summary>
    /// <param name="id">A short name.</param>
    /// <param name="statement">The sentence.</param>
    /// <param name="source">Where the paper says it.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="bound">What was asked of it.</param>
    /// <param name="holds">Whether it was so.</param>
    /// <param name="note">A remark, or null.</param>
    /// <returns>The claim, added.</returns>
    public Claim Check(string id, string statement, string source, string measured, string bound, bool holds, string? note = null) =>
        Add(new Claim { Id = id, Statement = statement, Source = source, Measured = measured, Bound = bound, Holds = holds, Note = note });

    /// <summary>Records a claim that this run does not check.</summary>
    /// <param name="id">A short name.</param>
    /// <param name="statement">The sentence.</param>
    /// <param name="source">Where the paper says it.</param>
    /// <param name="reason">Why it is not checked.</param>
    /// <returns>The claim, added.</returns>
    public Claim NotChecked(string id, string statement, string source, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return Add(new Claim { Id = id, Statement = statement, Source = source, Note = reason });
    }

    /// <summary>Adds a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <returns>The same claim.</returns>
    /// <exception cref="ArgumentException">The short name, the sentence or the source is blank, the short name is taken, or a claim that was not checked has no reason.</exception>
    public Claim Add(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim.Id);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim.Statement);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim.Source);
        if (_claims.Exists(other => other.Id == claim.Id))
        {
            throw new ArgumentException($"There is a claim '{claim.Id}' already; each needs a short name of its own.", nameof(claim));
        }

        if (claim.Holds is null && string.IsNullOrWhiteSpace(claim.Note))
        {
            throw new ArgumentException($"Claim '{claim.Id}' was not checked, so its note must say why.", nameof(claim));
        }

        _claims.Add(claim);
        return claim;
    }

    /// <summary>Writes the claims as a JSON array of objects with id, statement, source, measured, spread, bound, holds, and where they exist note and values.</summary>
    /// <returns>JSON text.</returns>
    public string ToJson() => ClaimsForm.Json(this);

    /// <summary>Writes the claims as text for a terminal.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public string ToText() => ClaimsForm.Text(this);

    /// <summary>Writes the claims as a table of HTML.</summary>
    /// <returns>A table element.</returns>
    public string ToHtml() => ClaimsForm.Html(this);

    /// <summary>Makes a table of the claims, for example to write it as Markdown, CSV or LaTeX.</summary>
    /// <returns>A table with a row for each claim.</returns>
    public Table ToTable() => _claims.Aggregate(
        new Table("claim", "verdict", "statement", "source", "measured", "spread", "bound", "note"),
        (table, claim) => table.Row(claim.Id, claim.Verdict, claim.Statement, claim.Source, claim.Measured, claim.Spread, claim.Bound, claim.Note));

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Claims, ToJson()).With(MimeTypes.Html, ToHtml()).With(MimeTypes.Text, ToText());

    /// <inheritdoc/>
    public IEnumerator<Claim> GetEnumerator() => _claims.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => ToText();

    string? IFormsOnDemand.FormIn(string mimeType) => mimeType == MimeTypes.Json ? ToJson() : ((IFormsOnDemand)ToTable()).FormIn(mimeType);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Join(IReadOnlyList<ClaimPart> parts, Func<ClaimPart, string> text) =>
        string.Join("; ", parts.Select(part => part.Name.Length == 0 ? text(part) : $"{part.Name} {text(part)}"));
}
