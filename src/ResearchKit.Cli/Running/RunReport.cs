using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Running;
using Spectre.Console;

namespace ResearchKit.Cli.Running;

/// <summary>Prints what came of runs.</summary>
internal static class RunReport
{
    /// <summary>Prints the claims of one notebook as a table, and where its files are.</summary>
    /// <param name="result">The run.</param>
    public static void PrintClaims(NotebookRunResult result)
    {
        if (result.Claims.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple, Title = new TableTitle($"Claims of {Markup.Escape(result.Name)} ({Markup.Escape(result.Profile)})") };
            table.AddColumns("id", "claim", "measured", "spread", "bound", "holds");
            foreach (var claim in result.Claims)
            {
                var style = new Style(ColorOf(claim));
                table.AddRow(new Text(claim.Id, style), new Text($"{claim.Statement} ({claim.Source})"), Cell(claim.Measured), Cell(claim.Spread), Cell(claim.Bound), new Text(Word(claim), style));
            }

            Terminal.Output.Write(table);
        }

        foreach (var path in (string?[])[result.OutputPath, result.ResultsPath])
        {
            if (path is not null)
            {
                Terminal.Print(Path.GetRelativePath(Directory.GetCurrentDirectory(), path));
            }
        }
    }

    /// <summary>Prints the totals of all notebooks: how many ran, how many claims hold.</summary>
    /// <param name="results">The runs.</param>
    public static void PrintTotals(IReadOnlyList<NotebookRunResult> results)
    {
        var (hold, fail, unchecked_) = Count(results);
        var failed = results.Count(result => result.Status != NotebookRunStatus.Succeeded);
        Terminal.Print($"notebooks: {results.Count - failed} ran, {failed} failed", failed > 0 ? Color.Red : Color.Green);
        Terminal.Print($"claims: {hold} hold, {fail} do not hold, {unchecked_} not checked", fail > 0 ? Color.Red : Color.Green);
    }

    /// <summary>Prints all runs as one JSON object.</summary>
    /// <param name="results">The runs.</param>
    public static void PrintJson(IReadOnlyList<NotebookRunResult> results) => Terminal.PrintJson(json =>
    {
        var (hold, fail, unchecked_) = Count(results);
        json.WriteStartObject();
        json.WriteStartArray("notebooks");
        foreach (var result in results)
        {
            WriteJson(json, result);
        }

        json.WriteEndArray();
        json.WriteStartObject("claims");
        json.WriteNumber("hold", hold);
        json.WriteNumber("fail", fail);
        json.WriteNumber("unchecked", unchecked_);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteJson(Utf8JsonWriter json, NotebookRunResult result)
    {
        json.WriteStartObject();
        json.WriteString("notebook", result.Name);
        json.WriteString("profile", result.Profile);
        json.WriteString("status", result.Status.ToString().ToLowerInvariant());
        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
        json.WriteString("executed", result.OutputPath);
        json.WriteString("results", result.ResultsPath);
        json.WriteStartArray("claims");
        foreach (var claim in result.Claims)
        {
            claim.ToJson().WriteTo(json);
        }

        json.WriteEndArray();
        if (result.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteNumber("cell", error.CellNumber);
            json.WriteString("status", error.Status.ToString().ToLowerInvariant());
            json.WriteString("name", error.Error.Name);
            json.WriteString("message", error.Error.Message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error");
        }

        json.WriteEndObject();
    }

    private static (int Hold, int Fail, int Unchecked) Count(IReadOnlyList<NotebookRunResult> results)
    {
        var claims = results.SelectMany(result => result.Claims).ToArray();
        return (claims.Count(claim => claim.Holds == true), claims.Count(claim => claim.Holds == false), claims.Count(claim => claim.Holds is null));
    }

    private static string Word(ClaimRecord claim) => claim.Holds switch
    {
        true => "holds",
        false => "does NOT hold",
        null => "not checked",
    };

    private static Color ColorOf(ClaimRecord claim) => claim.Holds switch
    {
        true => Color.Green,
        false => Color.Red,
        null => Color.Yellow,
    };

    private static Text Cell(JsonNode? value) => new(value switch
    {
        null => string.Empty,
        JsonValue number when number.TryGetValue<double>(out var x) => x.ToString("G4", CultureInfo.InvariantCulture),
        JsonValue text when text.TryGetValue<string>(out var s) => s,
        _ => value.ToJsonString(),
    });
}
