using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The functions by which a cell asks its reader for text; every cell sees them by their plain names.</summary>
/// <remarks>Where nobody can answer, such as in a run without a front end, each throws <see cref="InvalidOperationException"/>.</remarks>
public static class CellInputs
{
    /// <summary>Asks for a line of text and waits for it.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <returns>The answer.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "The name C# notebooks use.")]
    public static string input(string prompt = "") => ConsoleRoute.Ask(prompt, isPassword: false);

    /// <summary>Asks for a secret and waits for it.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <returns>The answer, which shows as dots.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "The name C# notebooks use.")]
    public static PasswordString password(string prompt = "") => new(ConsoleRoute.Ask(prompt, isPassword: true));

    // The wait is on the thread of the cell, where it can be interrupted; the tasks are there for notebooks that await.

    /// <summary>Asks for a line of text.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <returns>The answer.</returns>
    public static Task<string> GetInputAsync(string prompt = "") => Task.FromResult(input(prompt));

    /// <summary>Asks for a secret.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <returns>The answer, which shows as dots.</returns>
    public static Task<PasswordString> GetPasswordAsync(string prompt = "") => Task.FromResult(password(prompt));
}
