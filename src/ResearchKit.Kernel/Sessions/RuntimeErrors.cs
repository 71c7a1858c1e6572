using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Writes an exception as a reader of a notebook needs it: what, and where in which cell.</summary>
/// <param name="baseFolder">The folder of the session, left out of file names.</param>
/// <param name="sources">Which cell became which assembly.</param>
internal sealed partial class RuntimeErrors(string baseFolder, SessionSources sources)
{
    /// <summary>Writes an exception.</summary>
    /// <param name="exception">What a cell threw.</param>
    /// <returns>The error of the cell.</returns>
    public CellError ToError(Exception exception)
    {
        exception = Unwrap(exception);
        var lines = new List<string> { Title(exception) };
        lines.AddRange(Frames(exception));
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            lines.Add("caused by " + Title(inner));
            lines.AddRange(Frames(inner));
        }

        if (AreOfSameName(exception))
        {
            lines.Add(CompileErrors.SameName);
        }

        return new CellError(exception.GetType().FullName ?? exception.GetType().Name, Message(exception), lines) { Exception = exception };
    }

    // Wrappers that reflection and tasks put around the exception say nothing themselves.
    private static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    private static bool AreOfSameName(Exception exception) =>
        exception is InvalidCastException && CastOfSameName().IsMatch(exception.Message);

    private static string Title(Exception exception) => $"{exception.GetType().FullName}: {Message(exception)}";

    private static string Message(Exception exception)
    {
        // The runtime spells out assembly identities, random names and all; the names of the types are enough.
        var match = CastOfSameName().Match(exception.Message);
        return exception is InvalidCastException && match.Success
            ? $"'{match.Groups["name"].Value}' of one cell cannot be cast to '{match.Groups["name"].Value}' of another cell."
            : exception.Message;
    }

    private IEnumerable<string> Frames(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames().Where(frame => frame.GetMethod() is not null).ToList();
        var last = frames.FindLastIndex(IsOfCell);
        return frames.Take(last + 1).Where(IsWorthShowing).Select(Frame);
    }

    private bool IsOfCell(StackFrame frame) => CellOf(frame.GetMethod()) is not null;

    private string? CellOf(MethodBase? method) => sources.CellOf(method?.DeclaringType?.Assembly.GetName().Name);

    private bool IsWorthShowing(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        return IsOfCell(frame)
            || (method.DeclaringType?.Namespace?.StartsWith("Internal.", StringComparison.Ordinal) != true
                && method.DeclaringType?.Namespace is not ("System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" or "System.Threading" or "System.Threading.Tasks")
                && !Attribute.IsDefined(method, typeof(StackTraceHiddenAttribute)));
    }

    private string Frame(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        if (!IsOfCell(frame))
        {
            var parameters = string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name));
            return $"   at {method.DeclaringType?.FullName}.{method.Name}({parameters})";
        }

        var name = NameOf(method);
        var file = frame.GetFileName();
        var place = file is null
            ? CellOf(method)
            : string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(baseFolder, file).Replace('\\', '/')}, line {frame.GetFileLineNumber()}");
        return name is null ? $"   at {place}" : $"   at {place}, in {name}";
    }

    // Cells, async methods, lambdas and local functions have generated names with the written one in angle brackets.
    private static string? NameOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        var generated = method.Name.Contains('<', StringComparison.Ordinal) ? method.Name : type.Name.Contains('<', StringComparison.Ordinal) ? type.Name : null;
        var name = generated is null ? method.Name : GeneratedName().Match(generated) is { Success: true } match ? match.Groups["name"].Value : string.Empty;
        if (name is "" or "Initialize" or "Factory" or "Main")
        {
            return null;
        }

        var owner = type.Name.Contains('<', StringComparison.Ordinal) ? type.DeclaringType : type;
        return owner is null || owner.Name.StartsWith("Submission#", StringComparison.Ordinal) ? name : $"{owner.Name}.{name}";
    }

    [GeneratedRegex(@"^<+(?<name>[^<>]*)>")]
    private static partial Regex GeneratedName();

    [GeneratedRegex(@"\[A\](?<name>[^ ]+) cannot be cast to \[B\]\k<name>\.", RegexOptions.CultureInvariant)]
    private static partial Regex CastOfSameName();
}
