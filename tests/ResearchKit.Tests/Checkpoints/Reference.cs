namespace ResearchKit.Tests.Checkpoints;

/// <summary>The committed files that make_references.py wrote.</summary>
internal static class Reference
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Reference", name);
}
