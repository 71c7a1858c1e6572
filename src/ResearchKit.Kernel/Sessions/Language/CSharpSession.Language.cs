using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <content>What a front end asks while its user types.</content>
public sealed partial class CSharpSession
{
    /// <summary>Finds what can stand at a place in a cell that comes after all that ran: names, members, keywords, directives, paths.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="position">The place, in UTF-16 units from 0.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>What can stand there. It does not wait for a running cell, whose declarations are not yet known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is not in the cell.</exception>
    public Task<CodeCompletions> CompleteAsync(string code, int position, CancellationToken cancellationToken = default)
    {
        CheckPlace(code, position);
        return Task.Run(() => new CompletionFinder(_language, BaseFolder).FindAsync(code, position, cancellationToken), cancellationToken);
    }

    /// <summary>Describes the name at a place in a cell that comes after all that ran, or the call that the place is inside of.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="position">The place, in UTF-16 units from 0.</param>
    /// <param name="detailLevel">0 for a description; from 1 on with all overloads, remarks, exceptions and the source of what a cell declared.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The description. It does not wait for a running cell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is not in the cell.</exception>
    public Task<CodeInspection> InspectAsync(string code, int position, int detailLevel = 0, CancellationToken cancellationToken = default)
    {
        CheckPlace(code, position);
        return Task.Run(() => new InspectionFinder(_language, () => Variables).FindAsync(code, position, detailLevel, cancellationToken), cancellationToken);
    }

    /// <summary>Loads and compiles what <see cref="CompleteAsync"/> needs, in the background, so that the first question is answered soon.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Ends when questions are answered soon.</returns>
    public Task WarmUpLanguageAsync(CancellationToken cancellationToken = default) => CompleteAsync("Console.Write", 9, cancellationToken);

    /// <summary>Tells whether a cell can be run as it stands or needs more lines. It neither compiles nor runs it.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>Whether it is complete, and the indent of the next line when it is not.</returns>
    [SuppressMessage("Performance", "CA1822", Justification = "A question to a session; that the answer needs no state of it is not the caller's business.")]
    public CodeCompleteness Completeness(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return CompletenessCheck.Of(code);
    }

    private void CheckPlace(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, code.Length);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
    }
}
