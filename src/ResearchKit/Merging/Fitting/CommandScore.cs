using System.Diagnostics;
using System.Globalization;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Scores a model with a program of the user's: the model is written to a file, the program runs on it and prints a number.</summary>
/// <remarks>
/// The program is started directly, never through a shell, so that nothing in a path is read as a command. Every <c>{}</c> in its arguments becomes the path of the model; where there is none the path is the last argument.
/// The last line that it prints must be a number, and its exit code 0. The file lies in a temporary folder that is removed.
/// </remarks>
public sealed class CommandScore
{
    private const string Place = "{}";
    private const int TailLength = 300;

    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;

    /// <summary>Names the program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public CommandScore(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Count == 0 || string.IsNullOrWhiteSpace(command[0]))
        {
            throw new ArgumentException("The command names no program.", nameof(command));
        }

        _program = command[0];
        string[] rest = [.. command.Skip(1)];
        _arguments = rest.Any(argument => argument.Contains(Place, StringComparison.Ordinal)) ? rest : [.. rest, Place];
    }

    /// <summary>Whether the number is a loss, of which less is better; the score is then its negative.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>How long one run may take; null for as long as it needs.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>Scores a model.</summary>
    /// <param name="model">Its tensors.</param>
    /// <param name="cancellationToken">Ends the program, with what it started.</param>
    /// <returns>The score; higher is better.</returns>
    /// <exception cref="InvalidOperationException">The program cannot be started, fails, takes too long or prints no number; the message gives its last words.</exception>
    public double Score(IReadOnlyDictionary<string, Tensor> model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var folder = Directory.CreateTempSubdirectory("researchkit-score-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.safetensors");
            Safetensors.Save(path, model);
            var value = Run(path, cancellationToken);
            return LowerIsBetter ? -value : value;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private double Run(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_program, _arguments.Select(argument => argument.Replace(Place, path, StringComparison.Ordinal)))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Started(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Limit is { } time)
        {
            limit.CancelAfter(time);
        }

        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"'{_program}' took longer than {Limit}, and was ended");
        }

        var (words, complaint) = (output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{_program}' ended with exit code {process.ExitCode}: {Tail(complaint.Length > 0 ? complaint : words)}");
        }

        return double.TryParse(LastLine(words), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)
            ? value
            : throw new InvalidOperationException($"'{_program}' printed '{Tail(words)}'; expected a number as its last line");
    }

    private Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"'{_program}' did not start");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new InvalidOperationException($"'{_program}' cannot be started: {error.Message}", error);
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault(string.Empty);

    private static string Tail(string text) => LastLine(text) is { Length: <= TailLength } line ? line : "…" + LastLine(text)[^TailLength..];
}
