using ResearchKit.Merging.Recipes;

namespace ResearchKit.Tests.Merging.Recipes;

/// <summary>A folder with models and recipes for one test.</summary>
internal sealed class RecipeBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string this[string name] => _folder[name];

    public MergePlan Plan(string recipe, string output = "out", long shardBytes = 5_000_000_000, bool replace = false, bool resume = false)
    {
        _folder.Write("recipe.yml", System.Text.Encoding.UTF8.GetBytes(recipe));
        return MergePlanner.Plan(MergeRecipe.Load(this["recipe.yml"]), new MergePlanOptions { Output = this[output], ShardBytes = shardBytes, Replace = replace, Resume = resume });
    }

    public MergeOutcome Run(string recipe, string output = "out", long shardBytes = 5_000_000_000, bool replace = false, bool resume = false, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        using var plan = Plan(recipe, output, shardBytes, replace, resume);
        return MergeRun.Run(plan, progress, cancellation);
    }

    public string Fault(string recipe) => Assert.Throws<InvalidDataException>(() => Plan(recipe).Dispose()).Message;

    /// <summary>What a folder holds, by name.</summary>
    public Dictionary<string, byte[]> Content(string folder) => Directory.GetFiles(this[folder]).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    public void Dispose() => _folder.Dispose();
}
