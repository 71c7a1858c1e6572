using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>One of the lines that begin with <c>#</c> and tell the session something; <see cref="DirectiveSet"/> lists them all.</summary>
/// <param name="name">How it is written, for example <c>#!time</c>.</param>
/// <param name="summary">What it does, in one sentence.</param>
internal abstract class Directive(string name, string summary)
{
    /// <summary>The beginning of the lines that are not C#.</summary>
    public const string MagicPrefix = "#!";

    /// <summary>How it is written, for example <c>#!time</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>Other ways to write it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The whole line with its arguments in capitals.</summary>
    public string Usage { get; init; } = name;

    /// <summary>The files that its argument names, such as <c>.csx</c>; empty when the argument is no file.</summary>
    public IReadOnlyList<string> FileExtensions { get; init; } = [];

    /// <summary>Whether completion and <c>#!lsmagic</c> offer it.</summary>
    public virtual bool IsOffered => true;

    /// <summary>The language of the lines that follow, or null when they stay in the one before.</summary>
    public virtual CellPartKind? Language => null;

    /// <summary>Whether the code before it runs before it, and the code behind it afterwards.</summary>
    public virtual bool IsAction => false;

    /// <summary>Why cells cannot use it, or null when they can.</summary>
    public virtual string? Refusal => null;

    /// <summary>Does it, where it is an action.</summary>
    /// <param name="call">Where it stands, and its arguments.</param>
    /// <returns>The result of cells that it ran, or null.</returns>
    /// <exception cref="CellRejectedException">The arguments are not what it expects.</exception>
    public virtual CellResult? Run(DirectiveCall call) => null;

    /// <summary>Shows what it does; cells ask for it with <c>-h</c>.</summary>
    public void ShowHelp()
    {
        var lines = new List<string> { Usage, "    " + Summary };
        if (Aliases.Count > 0)
        {
            lines.Add("    Also written " + string.Join(", ", Aliases) + ".");
        }

        Displays.display(string.Join('\n', lines), MimeTypes.Text);
    }
}
