using System.Collections.Concurrent;
using System.Globalization;

namespace ResearchKit.Display;

/// <summary>The formatters of one session: those the user registered, before those of the kit, before those a type brings along.</summary>
/// <remarks>
/// For each MIME type the nearest registration wins (class before base class before interface before object; a later one before an
/// earlier one), and a formatter may return false to pass the value on. Thread safe.
/// </remarks>
public sealed partial class FormatterRegistry
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, ConventionFormatters> _conventions = new();
    private readonly List<(Type Type, string[] MimeTypes)> _preferences = [];
    private FormatterEntry[] _registered = [];
    private FormatterEntry[] _brought = [];

    /// <summary>How much of a value is written.</summary>
    public FormatOptions Options { get; set; } = new();

    /// <summary>The colours that figures have given to keys.</summary>
    internal FigurePalette Palette { get; } = new();

    /// <summary>Registers a formatter for a type and the types derived from it.</summary>
    /// <param name="type">A class, interface, struct or open generic type.</param>
    /// <param name="mimeType">The MIME type it writes.</param>
    /// <param name="write">Writes the value and returns true, or returns false to pass it on.</param>
    public void Register(Type type, string mimeType, Func<object, TextWriter, bool> write)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentNullException.ThrowIfNull(write);
        lock (_lock)
        {
            _registered = [new FormatterEntry(type, mimeType, write), .. _registered];
        }
    }

    /// <summary>Chooses the MIME types that values of a type are shown in; plain text is always added last.</summary>
    /// <param name="type">The type, or a base or interface of it.</param>
    /// <param name="mimeTypes">The MIME types, best first.</param>
    public void SetPreferredMimeTypes(Type type, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(mimeTypes);
        lock (_lock)
        {
            _preferences.Insert(0, (type, mimeTypes));
        }
    }

    /// <summary>Forgets every registration and preference of the user and goes back to default options.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _registered = [];
            _preferences.Clear();
            Options = new FormatOptions();
        }
    }

    /// <summary>Writes a value in MIME types.</summary>
    /// <param name="value">Any value, null included.</param>
    /// <param name="mimeTypes">The MIME types, or none for what suits the type.</param>
    /// <returns>The forms; plain text alone when none of the MIME types asked for can be made.</returns>
    public MimeBundle Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        if (value is MimeBundle made)
        {
            return made.Only(mimeTypes);
        }

        var own = value is IDisplayable displayable ? displayable.ToBundle() : new MimeBundle();
        var bundle = new MimeBundle();
        foreach (var mimeType in mimeTypes.Count > 0 ? mimeTypes : ChooseMimeTypes(value, own))
        {
            if (WriteForm(value, mimeType, own) is { } text)
            {
                bundle = bundle.With(mimeType, text);
            }
        }

        if (bundle.Data.Count == 0)
        {
            bundle = bundle.With(MimeTypes.Text, WriteForm(value, MimeTypes.Text, own)!);
        }

        foreach (var (key, json) in own.Metadata)
        {
            bundle = bundle.WithMetadata(key, json);
        }

        return bundle;
    }

    /// <summary>Writes a value by a formatter made for its type, if there is one.</summary>
    internal bool TryWriteByType(object value, string mimeType, TextWriter writer)
    {
        var type = value.GetType();
        return TryWrite(_registered, value, type, mimeType, writer)
            || TryWrite(KitFormatters.Entries, value, type, mimeType, writer)
            || TryWrite(ConventionOf(type).Entries, value, type, mimeType, writer)
            || TryWrite(_brought, value, type, mimeType, writer);
    }

    private string? WriteForm(object? value, string mimeType, MimeBundle own)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        if (value is not null)
        {
            if (TryWrite(_registered, value, value.GetType(), mimeType, writer))
            {
                return writer.ToString();
            }

            if (own.Data.TryGetValue(mimeType, out var form))
            {
                return form;
            }

            if (value is IFormsOnDemand further && further.FormIn(mimeType) is { } made)
            {
                return made;
            }

            if (TryWriteByType(value, mimeType, writer))
            {
                return writer.ToString();
            }
        }

        return mimeType switch
        {
            MimeTypes.Html => new HtmlValueWriter(this).Write(value),
            MimeTypes.Text => new TextValueWriter(this).Write(value),
            MimeTypes.Json => JsonForm.Of(value),
            _ => null,
        };
    }

    private static bool TryWrite(IReadOnlyList<FormatterEntry> entries, object value, Type type, string mimeType, TextWriter writer)
    {
        var candidates = entries
            .Where(entry => entry.MimeType == mimeType)
            .Select(entry => (entry, Distance: entry.DistanceFrom(type)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance);
        foreach (var (entry, _) in candidates)
        {
            if (entry.Write(value, writer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a type brings along; formatters that it brings for other types are kept for them.</summary>
    private ConventionFormatters ConventionOf(Type type)
    {
        if (_conventions.TryGetValue(type, out var known))
        {
            return known;
        }

        var found = ConventionFormatters.Of(type);
        if (_conventions.TryAdd(type, found))
        {
            lock (_lock)
            {
                _brought = [.. found.Entries.Where(entry => entry.Type != type), .. _brought];
            }
        }

        return found;
    }
}
