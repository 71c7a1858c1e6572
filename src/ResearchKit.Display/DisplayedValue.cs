namespace ResearchKit.Display;

/// <summary>A value that has been shown and can be replaced where it stands.</summary>
public sealed class DisplayedValue
{
    private readonly DisplayContext _context;
    private readonly string[] _mimeTypes;

    private DisplayedValue(DisplayContext context, object? value, string displayId, string[] mimeTypes, MimeBundle bundle)
    {
        _context = context;
        _mimeTypes = mimeTypes;
        Value = value;
        DisplayId = displayId;
        FormattedValues = bundle;
    }

    /// <summary>The name of the display, unique in the process.</summary>
    public string DisplayId { get; }

    /// <summary>The value shown last.</summary>
    public object? Value { get; private set; }

    /// <summary>The forms shown last.</summary>
    public MimeBundle FormattedValues { get; private set; }

    /// <summary>Whether <see cref="Update"/> was called.</summary>
    public bool IsUpdated { get; private set; }

    /// <summary>Replaces what is shown, in the MIME types that the display was made with and at the place it was made.</summary>
    /// <param name="value">The new value.</param>
    public void Update(object? value)
    {
        using (Displays.Route(_context))
        {
            FormattedValues = Formatter.Format(value, _mimeTypes);
        }

        Value = value;
        IsUpdated = true;
        _context.Sink.Update(FormattedValues, DisplayId);
    }

    /// <summary>Shows a value under a given name.</summary>
    /// <param name="value">The value.</param>
    /// <param name="displayId">The name.</param>
    /// <param name="mimeTypes">The MIME types, or none for what suits the type.</param>
    /// <returns>The handle.</returns>
    internal static DisplayedValue Show(object? value, string displayId, string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        var context = Displays.Current;
        var bundle = Formatter.Format(value, mimeTypes);
        context.Sink.Display(bundle, displayId);
        return new DisplayedValue(context, value, displayId, mimeTypes, bundle);
    }
}
