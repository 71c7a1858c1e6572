namespace ResearchKit.Kernel.Sessions;

/// <summary>All directives; reading cells, help, completion and <c>#!lsmagic</c> go by this list.</summary>
internal static class DirectiveSet
{
    private const string OtherLanguage = "it asks for another language; this session runs C# only. Show HTML with #!html and text with #!markdown.";
    private const string OneLanguage = "this session runs one language, so that there is no other to share with; a C# variable is seen by all later cells.";

    /// <summary>All directives, in the order in which <c>#!lsmagic</c> shows them.</summary>
    public static IReadOnlyList<Directive> All { get; } =
    [
        new LanguageDirective("#!csharp", "The lines that follow are C#, as they are without it.", CellPartKind.Code) { Aliases = ["#!c#", "#!cs"] },
        new LanguageDirective("#!markdown", "Shows the lines that follow as Markdown.", CellPartKind.Markdown) { Aliases = ["#!md"] },
        new LanguageDirective("#!html", "Shows the lines that follow as HTML.", CellPartKind.Html),
        new LanguageDirective("#!javascript", "Runs the lines that follow as JavaScript in a notebook that the reader trusts.", CellPartKind.JavaScript) { Aliases = ["#!js"] },
        new TimeDirective(),
        new WhoDirective(),
        new WhosDirective(),
        new ImportDirective(),
        new LsMagicDirective(),
        new AboutDirective(),
        new CompilerDirective("#r", "Refers to an assembly, to a project, which is built, or to a package, which is restored.")
        {
            Usage = "#r \"PATH.dll\", #r \"PATH.csproj\", #r \"nuget:NAME,VERSION\"",
            FileExtensions = [".dll", ".csproj"],
        },
        new SourceDirective(),
        new CompilerDirective("#load", "Compiles a file as if its text stood in the cell; paths are relative to the file they stand in.") { Usage = "#load \"PATH\"", FileExtensions = [".csx", ".cs"] },
        .. new[] { "#!fsharp", "#!f#", "#!pwsh", "#!powershell", "#!python", "#!r", "#!sql", "#!kql", "#!mermaid", "#!http", "#!value" }
            .Select(name => new RefusedDirective(name, OtherLanguage) { IsLanguage = true }),
        new RefusedDirective("#!set", OneLanguage),
        new RefusedDirective("#!share", OneLanguage),
        new RefusedDirective("#!connect", "this session is the only kernel here; it connects to no other."),
    ];

    /// <summary>Finds a directive.</summary>
    /// <param name="word">How a cell writes it, in any case.</param>
    /// <returns>The directive, or null when there is none of that name.</returns>
    public static Directive? Find(string word) =>
        All.FirstOrDefault(directive => Is(word, directive.Name) || directive.Aliases.Any(alias => Is(word, alias)));

    /// <summary>Finds the directive of the compiler that a line is.</summary>
    /// <param name="line">The line.</param>
    /// <returns>How it is written, or null when the line is none.</returns>
    public static string? CompilerWord(CellLine line) => line.Kind != CellPartKind.Code || !line.Text.StartsWith('#')
        ? null
        : All.OfType<CompilerDirective>().Select(directive => directive.Name)
            .FirstOrDefault(name => line.Text.StartsWith(name, StringComparison.Ordinal) && (line.Text.Length == name.Length || !char.IsLetter(line.Text[name.Length])));

    /// <summary>What to say of a name that is not in the list.</summary>
    /// <param name="word">The name.</param>
    /// <returns>A sentence.</returns>
    public static string Unknown(string word)
    {
        var known = All.Where(directive => directive.IsOffered && directive.Name.StartsWith(Directive.MagicPrefix, StringComparison.Ordinal)).Select(directive => directive.Name);
        return $"'{word}' is not known here; known are {string.Join(", ", known)}.";
    }

    private static bool Is(string word, string name) => string.Equals(word, name, StringComparison.OrdinalIgnoreCase);
}
