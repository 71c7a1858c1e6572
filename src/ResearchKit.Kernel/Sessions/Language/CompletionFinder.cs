using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Recommendations;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds what can stand at a place in a cell.</summary>
/// <param name="language">The cells before it.</param>
/// <param name="baseFolder">The folder that paths are relative to.</param>
internal sealed class CompletionFinder(SessionLanguage language, string baseFolder)
{
    /// <summary>Looks at a place.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="position">The place.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>What can stand there.</returns>
    public async Task<CodeCompletions> FindAsync(string code, int position, CancellationToken cancellationToken)
    {
        var line = CellLines.Read(code).Last(line => line.Start <= position);
        if (DirectiveCompletion.Find(line, position, baseFolder) is { } ofDirective)
        {
            return ofDirective;
        }

        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }

        var typed = code[start..position];
        if (line.Kind != CellPartKind.Code || (typed.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(typed[0])))
        {
            return new CodeCompletions(position, position, []);
        }

        var document = await language.OpenAsync(CellLines.MaskAllButCode(code), cancellationToken).ConfigureAwait(false);
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var place = CodePlace.Of(root, start);
        if (place.IsText)
        {
            return new CodeCompletions(position, position, []);
        }

        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var candidates = new List<(string Name, CodeCompletion Item)>();
        if (place.IsOverride)
        {
            candidates.AddRange(MemberCompletion.Overrides(model, root, start));
        }
        else
        {
            var symbols = await Recommender.GetRecommendedSymbolsAtPositionAsync(document, position, cancellationToken: cancellationToken).ConfigureAwait(false);
            candidates.AddRange(SymbolCompletion.Of(symbols.Where(symbol => TypedText.Matches(symbol.Name, typed)), model, start));
            candidates.AddRange(MemberCompletion.Initializers(model, root, start));
            candidates.AddRange(MemberCompletion.Arguments(model, root, start));
            if (place.TakesKeywords)
            {
                candidates.AddRange(KeywordCompletion.All);
            }
        }

        var items = candidates.Where(candidate => TypedText.Matches(candidate.Name, typed))
            .Select(candidate => candidate.Item)
            .DistinctBy(item => item.Text)
            .OrderBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(item => item.Text, StringComparer.Ordinal);
        return new CodeCompletions(start, position, [.. items]);
    }
}
