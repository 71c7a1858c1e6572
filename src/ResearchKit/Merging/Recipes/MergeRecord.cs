namespace ResearchKit.Merging.Recipes;

/// <summary>The file that says how a merged model was made, for programs; the model card says it for people.</summary>
internal static class MergeRecord
{
    /// <summary>The name of the file; a folder without it is never replaced.</summary>
    public const string FileName = "merge.json";
}
