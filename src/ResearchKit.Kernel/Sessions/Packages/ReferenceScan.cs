using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds what code refers to, before the compiler asks for it.</summary>
internal static class ReferenceScan
{
    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Reads code and the files that it loads.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name of the cell or the path of the file.</param>
    /// <param name="sources">Finds loaded files.</param>
    /// <returns>The references in order.</returns>
    public static IReadOnlyList<ReferenceDirective> Of(string code, string name, SourceReferenceResolver sources)
    {
        var found = new List<ReferenceDirective>();
        Read(code, name, sources, found, new HashSet<string>(StringComparer.Ordinal));
        return found;
    }

    private static void Read(string code, string name, SourceReferenceResolver sources, List<ReferenceDirective> found, HashSet<string> visited)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return;
        }

        var tree = CSharpSyntaxTree.ParseText(code, ScriptOptions);
        var root = tree.GetCompilationUnitRoot();
        found.AddRange(root.GetReferenceDirectives().Where(directive => directive.IsActive)
            .Select(directive => new ReferenceDirective(directive.File.ValueText.Trim(), name, tree.GetLineSpan(directive.Span).StartLinePosition.Line + 1)));
        foreach (var load in root.GetLoadDirectives().Where(directive => directive.IsActive))
        {
            // A file that is not there is the compiler's to report.
            var path = sources.ResolveReference(load.File.ValueText, Path.IsPathRooted(name) ? name : null);
            if (path is not null && visited.Add(path))
            {
                Read(File.ReadAllText(path), path, sources, found, visited);
            }
        }
    }
}
