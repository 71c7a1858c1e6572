using System.Collections;
using System.Reflection;

namespace ResearchKit.Display;

/// <summary>Formatters that a type brings along by naming convention, without a reference to this library.</summary>
/// <remarks>
/// A type carries an attribute whose class is called <c>TypeFormatterSourceAttribute</c> (any namespace, may be internal), with a
/// public property <c>FormatterSourceType</c> and perhaps <c>PreferredMimeTypes</c>. The source type has a public constructor without
/// parameters and a method <c>CreateTypeFormatters()</c>; each formatter it yields has <c>MimeType</c>, <c>bool Format(object, TextWriter)</c>
/// and perhaps <c>Type</c>. .NET Interactive looks formatters up in the same way, and TorchSharp's tensors bring theirs so.
/// </remarks>
internal sealed class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConventionFormatters None = new([], []);

    private ConventionFormatters(IReadOnlyList<FormatterEntry> entries, IReadOnlyList<string> preferredMimeTypes)
    {
        Entries = entries;
        PreferredMimeTypes = preferredMimeTypes;
    }

    /// <summary>The formatters.</summary>
    public IReadOnlyList<FormatterEntry> Entries { get; }

    /// <summary>The MIME types the type asks to be shown in, or none.</summary>
    public IReadOnlyList<string> PreferredMimeTypes { get; }

    /// <summary>Reads the formatters that a type brings along.</summary>
    public static ConventionFormatters Of(Type type)
    {
        var entries = new List<FormatterEntry>();
        var preferred = new List<string>();
        foreach (var attribute in type.GetCustomAttributes(inherit: true))
        {
            if (attribute.GetType().Name != AttributeName
                || Read(attribute, "FormatterSourceType") is not Type sourceType)
            {
                continue;
            }

            preferred.AddRange(Read(attribute, "PreferredMimeTypes") as IEnumerable<string> ?? []);
            entries.AddRange(CreateEntries(sourceType, type));
        }

        return entries.Count == 0 ? None : new ConventionFormatters(entries, preferred);
    }

    private static IEnumerable<FormatterEntry> CreateEntries(Type sourceType, Type type)
    {
        var create = sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes);
        if (create is null || sourceType.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new InvalidOperationException(
                $"{TypeNames.Of(sourceType)} is the formatter source of {TypeNames.Of(type)}, so it needs a public constructor without parameters and a public method CreateTypeFormatters().");
        }

        foreach (var formatter in create.Invoke(Activator.CreateInstance(sourceType), null) as IEnumerable ?? Array.Empty<object>())
        {
            var format = formatter?.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
            if (formatter is null || format is null || format.ReturnType != typeof(bool) || Read(formatter, "MimeType") is not string mimeType)
            {
                throw new InvalidOperationException(
                    $"A formatter made by {TypeNames.Of(sourceType)} needs a public string MimeType and a public method bool Format(object, TextWriter).");
            }

            var write = BindFormat(formatter, format);
            yield return new FormatterEntry(Read(formatter, "Type") as Type ?? type, mimeType, write);
        }
    }

    private static Func<object, TextWriter, bool> BindFormat(object formatter, MethodInfo format) =>
        (value, writer) => (bool)format.Invoke(formatter, BindingFlags.DoNotWrapExceptions, null, [value, writer], null)!;

    private static object? Read(object instance, string property) =>
        instance.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.GetValue(instance);
}
