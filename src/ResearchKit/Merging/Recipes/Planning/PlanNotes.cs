namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Collects what a plan has to say beside its tables; a remark about many tensors becomes one line.</summary>
internal sealed class PlanNotes
{
    private const int Shown = 3;

    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, List<string>> _remarks = new(StringComparer.Ordinal);

    /// <summary>All notes in order: warnings, then remarks with the tensors that they are about.</summary>
    public IReadOnlyList<string> ToList() =>
        [.. _warnings, .. _remarks.Select(pair => $"{pair.Value.Count} tensors are {pair.Key}: {string.Join(", ", pair.Value.Take(Shown))}{(pair.Value.Count > Shown ? ", ..." : string.Empty)}")];

    /// <summary>Adds a line.</summary>
    public void Warn(string text) => _warnings.Add(text);

    /// <summary>Adds a tensor to a remark.</summary>
    public void Add(string remark, string tensor)
    {
        if (!_remarks.TryGetValue(remark, out var tensors))
        {
            _remarks.Add(remark, tensors = []);
        }

        tensors.Add(tensor);
    }
}
