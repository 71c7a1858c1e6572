using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Running;

/// <summary>Everything that a run showed, in order and with updates applied: the figures and claims of the results file come from here.</summary>
internal sealed class RunDisplays
{
    private readonly List<MimeBundle> _bundles = [];
    private readonly Dictionary<string, (int Index, DataOutput Output)> _byId = new(StringComparer.Ordinal);

    /// <summary>Remembers something shown.</summary>
    /// <param name="bundle">The value.</param>
    /// <param name="displayId">Its name, or null for the result of a cell.</param>
    /// <param name="output">Where it stands in the notebook.</param>
    public void Add(MimeBundle bundle, string? displayId, DataOutput output)
    {
        if (displayId is not null)
        {
            _byId[displayId] = (_bundles.Count, output);
        }

        _bundles.Add(bundle);
    }

    /// <summary>Replaces something shown.</summary>
    /// <param name="bundle">The new value.</param>
    /// <param name="displayId">Its name.</param>
    /// <returns>Where it stands in the notebook, or null when nothing of that name was shown.</returns>
    public DataOutput? Replace(MimeBundle bundle, string displayId)
    {
        if (!_byId.TryGetValue(displayId, out var found))
        {
            return null;
        }

        _bundles[found.Index] = bundle;
        return found.Output;
    }

    /// <summary>Collects the claims.</summary>
    /// <returns>The claims in the order shown; a claim shown twice with the same content counts once.</returns>
    /// <exception cref="InvalidDataException">A claims bundle does not hold an array of claims.</exception>
    public IReadOnlyList<ClaimRecord> Claims()
    {
        var claims = new List<ClaimRecord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var json in Of(MimeTypes.Claims))
        {
            foreach (var claim in ClaimRecord.ReadAll(json))
            {
                if (seen.Add(claim.ToJson().ToJsonString()))
                {
                    claims.Add(claim);
                }
            }
        }

        return claims;
    }

    /// <summary>Collects the figures.</summary>
    /// <returns>Plotly JSON by the name in the metadata; a figure without one is <c>figure-1</c> and so on, a name used again gets a number.</returns>
    public IReadOnlyDictionary<string, JsonNode?> Figures()
    {
        var figures = new OrderedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var bundle in _bundles)
        {
            if (!bundle.Data.TryGetValue(MimeTypes.Plotly, out var json))
            {
                continue;
            }

            var name = NameOf(bundle) ?? FormattableString.Invariant($"figure-{figures.Count + 1}");
            var unique = name;
            for (var i = 2; figures.ContainsKey(unique); i++)
            {
                unique = FormattableString.Invariant($"{name}-{i}");
            }

            figures[unique] = JsonNode.Parse(json);
        }

        return figures;
    }

    private static string? NameOf(MimeBundle bundle) =>
        bundle.MetadataAsJson()["researchkit"] is JsonObject kit && kit["name"] is JsonValue value && value.TryGetValue<string>(out var name) && name.Length > 0
            ? name
            : null;

    private IEnumerable<JsonNode?> Of(string mimeType) =>
        _bundles.Where(bundle => bundle.Data.ContainsKey(mimeType)).Select(bundle => JsonNode.Parse(bundle.Data[mimeType]));
}
