namespace ResearchKit.Merging.Recipes;

/// <summary>A model as a recipe names it: a path, and a LoRA adapter to add to it where there is one.</summary>
/// <remarks>The form is <c>path[@revision][+lora[@revision]]</c>. Revisions belong to downloads, which the kit does not make, so that a plan refuses them.</remarks>
/// <param name="Text">The reference as it is written.</param>
/// <param name="Line">The line of the recipe on which it stands; 0 where it was made in code.</param>
public sealed record ModelReference(string Text, long Line = 0)
{
    /// <summary>Two references are equal when their texts are, wherever they stand.</summary>
    /// <param name="other">Another reference.</param>
    /// <returns>Whether the texts are equal.</returns>
    public bool Equals(ModelReference? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Splits the text into a path, an adapter and revisions.</summary>
    /// <remarks>A path that is there is taken as it stands, so that <c>@</c> and <c>+</c> may be parts of it.</remarks>
    internal (string Path, string? Revision, string? Adapter, string? AdapterRevision) Split(Func<string, bool> exists)
    {
        if (exists(Text))
        {
            return (Text, null, null, null);
        }

        var plus = Text.LastIndexOf('+');
        var (path, revision) = Revision(plus > 0 ? Text[..plus] : Text, exists);
        var (adapter, adapterRevision) = plus > 0 ? Revision(Text[(plus + 1)..], exists) : (null, null);
        return (path!, revision, adapter, adapterRevision);
    }

    private static (string? Path, string? Revision) Revision(string text, Func<string, bool> exists)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && !exists(text) ? (text[..at], text[(at + 1)..]) : (text, null);
    }
}
