using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResearchKit.Display;

/// <summary>Values that are written as one word: numbers, texts, dates, types, delegates, tasks.</summary>
internal static class Leaf
{
    /// <summary>Whether a value is written as one word.</summary>
    public static bool IsLeaf(object? value) => TryWrite(value, quote: false, out _);

    /// <summary>Writes a value as one word if it is one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="quote">Whether texts get quotation marks, as they do inside other values.</param>
    /// <param name="text">The word.</param>
    public static bool TryWrite(object? value, bool quote, out string text)
    {
        text = value switch
        {
            null => "<null>",
            string s => quote ? Quote(s) : s,
            char c => quote ? $"'{c}'" : c.ToString(),
            bool b => b ? "true" : "false",
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            Enum or Version or Uri or CultureInfo or Stream or Thread or CancellationToken => value.ToString() ?? string.Empty,
            Type type => TypeNames.Of(type),
            MemberInfo or Assembly or Module => value.ToString() ?? string.Empty,
            Delegate method => $"{TypeNames.Of(method)} ({method.Method.Name})",
            Task task => $"{TypeNames.Of(task)} ({task.Status})",
            ITuple => string.Empty,
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => LazyText(value),
        };
        return text.Length > 0 || value is string;
    }

    private static string LazyText(object value)
    {
        var type = value.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>) ? $"{TypeNames.Of(type)} ({value})" : string.Empty;
    }

    private static string Quote(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + '"';
}
