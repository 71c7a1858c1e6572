using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>What is known of the name at a place in a cell.</summary>
/// <param name="Data">Its description as plain text, Markdown and HTML, or null when there is nothing to describe.</param>
public sealed record CodeInspection(MimeBundle? Data)
{
    /// <summary>Whether there is something to describe.</summary>
    public bool Found => Data is not null;
}
