namespace ResearchKit.Display;

/// <summary>The formatters in force in this flow of execution, under the names C# notebooks use.</summary>
/// <remarks>As in those notebooks, a formatter is one for <c>text/plain</c> unless it says otherwise; a value that has no other form is then shown by it alone.</remarks>
public static class Formatter
{
    /// <summary>How much of a value is written.</summary>
    public static FormatOptions Options
    {
        get => Displays.Current.Formatters.Options;
        set => Displays.Current.Formatters.Options = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Elements of a sequence or dictionary that are written; <see cref="FormatOptions.ListLimit"/> under the name C# notebooks use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static int ListExpansionLimit
    {
        get => Options.ListLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Options = Options with { ListLimit = value };
        }
    }

    /// <summary>Depth of nested values that are written; <see cref="FormatOptions.DepthLimit"/> under the name C# notebooks use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static int RecursionLimit
    {
        get => Options.DepthLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Options = Options with { DepthLimit = value };
        }
    }

    /// <summary>Writes a value in MIME types.</summary>
    /// <param name="value">Any value, null included.</param>
    /// <param name="mimeTypes">The MIME types, or none for what suits the type.</param>
    /// <returns>The forms.</returns>
    public static MimeBundle Format(object? value, params IReadOnlyList<string> mimeTypes) =>
        Displays.Current.Formatters.Format(value, mimeTypes);

    /// <summary>Registers a formatter that gives a text.</summary>
    /// <typeparam name="T">The type it applies to, with the types derived from it.</typeparam>
    /// <param name="format">Makes the text.</param>
    /// <param name="mimeType">The MIME type of the text.</param>
    public static void Register<T>(Func<T, string> format, string mimeType = MimeTypes.Text)
    {
        ArgumentNullException.ThrowIfNull(format);
        Register<T>((value, writer) => writer.Write(format(value)), mimeType);
    }

    /// <summary>Registers a formatter that writes a text.</summary>
    /// <typeparam name="T">The type it applies to, with the types derived from it.</typeparam>
    /// <param name="format">Writes the text.</param>
    /// <param name="mimeType">The MIME type of the text.</param>
    public static void Register<T>(Action<T, TextWriter> format, string mimeType = MimeTypes.Text)
    {
        ArgumentNullException.ThrowIfNull(format);
        Register(typeof(T), (value, writer) => format((T)value, writer), mimeType);
    }

    /// <summary>Registers a formatter for a type that is known only at run time or is an open generic.</summary>
    /// <param name="type">The type it applies to, with the types derived from it.</param>
    /// <param name="format">Writes the text.</param>
    /// <param name="mimeType">The MIME type of the text.</param>
    public static void Register(Type type, Action<object, TextWriter> format, string mimeType = MimeTypes.Text)
    {
        ArgumentNullException.ThrowIfNull(format);
        Displays.Current.Formatters.Register(type, mimeType, (value, writer) =>
        {
            format(value, writer);
            return true;
        });
    }

    /// <summary>Chooses the MIME types that values of a type are shown in; plain text is always added last.</summary>
    /// <param name="type">The type, or a base or interface of it.</param>
    /// <param name="mimeTypes">The MIME types, best first.</param>
    public static void SetPreferredMimeTypesFor(Type type, params string[] mimeTypes) =>
        Displays.Current.Formatters.SetPreferredMimeTypes(type, mimeTypes);

    /// <summary>Forgets every registration and preference of the user.</summary>
    public static void ResetToDefault() => Displays.Current.Formatters.Reset();
}
