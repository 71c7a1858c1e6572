using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Writes claims.</summary>
internal static class ClaimsForm
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(Claims claims) => new JsonArray([.. claims.Select(Json)]).ToJsonString(Indented);

    public static string Text(Claims claims)
    {
        var lines = new List<string>();
        var idWidth = claims.Select(claim => claim.Id.Length).DefaultIfEmpty(0).Max();
        var verdictWidth = claims.Select(claim => claim.Verdict.Length).DefaultIfEmpty(0).Max();
        var indent = new string(' ', idWidth + 2);
        foreach (var claim in claims)
        {
            lines.Add($"{claim.Id.PadRight(idWidth)}  {claim.Verdict.PadRight(verdictWidth)}  {claim.Statement} [{claim.Source}]");
            lines.AddRange(Details(claim).Select(detail => indent + detail));
        }

        lines.Add(Count(claims));
        return string.Join('\n', lines.Select(line => line.ReplaceLineEndings(" ")));
    }

    public static string Html(Claims claims)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var heading in new[] { "claim", "verdict", "statement", "measured", "bound" })
        {
            html.Append("<th style=\"text-align:left\">").Append(heading).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var claim in claims)
        {
            html.Append("<tr>").Append(Cell($"<b>{HtmlText.Escape(claim.Id)}</b>"))
                .Append(Cell($"<b style=\"color:{Color(claim.Holds)};padding:1px 5px;white-space:nowrap\">{HtmlText.Escape(claim.Verdict)}</b>"))
                .Append(Cell($"{HtmlText.Escape(claim.Statement)}<br><small>{HtmlText.Escape(claim.Source)}{NoteHtml(claim)}</small>"))
                .Append(Cell(claim.Parts.IsEmpty ? HtmlText.Escape(claim.Measured) : Lines(claim, part => part.Measured.ToString())))
                .Append(Cell(claim.Parts.IsEmpty ? HtmlText.Escape(claim.Bound) : Lines(claim, part => PartMark(claim, part) + part.Bound.Text, named: false)))
                .Append("</tr>");
        }

        return html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"5\">{Count(claims)}</td></tr></tbody></table>").ToString();
    }

    private static JsonObject Json(Claim claim)
    {
        var json = new JsonObject
        {
            ["id"] = claim.Id,
            ["statement"] = claim.Statement,
            ["source"] = claim.Source,
            ["measured"] = claim.Parts.Length == 1 ? Number(claim.Parts[0].Measured.Mean) : Words(claim.Measured),
            ["spread"] = claim.Parts.Length == 1 ? Number(claim.Parts[0].Measured.StandardDeviation) : Words(claim.Spread),
            ["bound"] = Words(claim.Bound),
            ["holds"] = claim.Holds,
        };
        if (claim.Note is not null)
        {
            json["note"] = claim.Note;
        }

        if (!claim.Parts.IsEmpty)
        {
            json["values"] = claim.Parts is [{ Name.Length: 0 } only]
                ? Numbers(only)
                : new JsonObject(claim.Parts.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Name, Numbers(part))));
        }

        return json;
    }

    private static string? Words(string text) => text.Length > 0 ? text : null;

    private static JsonArray Numbers(ClaimPart part) => new([.. part.Measured.Values.Select(value => Number(value))]);

    /// <summary>JSON has no word for NaN and the infinities, so they are written as texts.</summary>
    private static JsonValue? Number(double? value) => value switch
    {
        null => null,
        { } number when double.IsFinite(number) => JsonValue.Create(number),
        { } number => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
    };

    private static IEnumerable<string> Details(Claim claim)
    {
        if (claim.Parts.IsEmpty && claim.Measured.Length > 0)
        {
            yield return $"measured {claim.Measured}{(claim.Spread.Length > 0 ? $" (spread {claim.Spread})" : string.Empty)}; bound {claim.Bound}";
        }

        var nameWidth = claim.Parts.Select(part => part.Name.Length).DefaultIfEmpty(0).Max();
        var valueWidth = claim.Parts.Select(part => part.Measured.ToString().Length).DefaultIfEmpty(0).Max();
        foreach (var part in claim.Parts)
        {
            var name = nameWidth == 0 ? "measured" : part.Name.PadRight(nameWidth);
            yield return $"{name}  {part.Measured.ToString().PadRight(valueWidth)}  {PartMark(claim, part)}bound {part.Bound.Text}";
        }

        if (claim.Note is not null)
        {
            yield return $"note: {claim.Note}";
        }
    }

    /// <summary>Which part of several failed; a claim of one part has its verdict already.</summary>
    private static string PartMark(Claim claim, ClaimPart part) => claim.Parts.Length == 1 ? string.Empty : part.Holds ? "✔ " : "✘ ";

    private static string Count(Claims claims) =>
        string.Create(CultureInfo.InvariantCulture, $"{claims.Count} {(claims.Count == 1 ? "claim" : "claims")}: {claims.HoldCount} {(claims.HoldCount == 1 ? "holds" : "hold")}, {claims.FailCount} {(claims.FailCount == 1 ? "does" : "do")} not hold, {claims.NotCheckedCount} not checked");

    private static string Lines(Claim claim, Func<ClaimPart, string> text, bool named = true) =>
        string.Join("<br>", claim.Parts.Select(part => HtmlText.Escape(named && part.Name.Length > 0 ? $"{part.Name}: {text(part)}" : text(part))));

    private static string NoteHtml(Claim claim) => claim.Note is null ? string.Empty : $" · {HtmlText.Escape(claim.Note)}";

    private static string Cell(string html) => $"<td style=\"text-align:left;vertical-align:top\">{html}</td>";

    /// <summary>Dark words on a light ground of their own, so that they can be read on dark pages too.</summary>
    private static string Color(bool? holds) => holds switch
    {
        true => "#00533C;background:#DDF2EA",
        false => "#8A2C00;background:#FBE5DA",
        null => "#444444;background:#EEEEEE",
    };
}
