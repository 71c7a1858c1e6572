namespace ResearchKit.Display;

/// <content>Which MIME types suit a value.</content>
public sealed partial class FormatterRegistry
{
    private List<string> ChooseMimeTypes(object? value, MimeBundle own)
    {
        var chosen = new List<string>();
        if (value is not null)
        {
            var type = value.GetType();
            var convention = ConventionOf(type);
            var preferred = PreferenceFor(type);
            if (preferred is not null)
            {
                chosen.AddRange(preferred);
            }
            else
            {
                chosen.AddRange(Applicable(_registered, type));
                chosen.AddRange(own.Data.Keys);
                chosen.AddRange(Applicable(KitFormatters.Entries, type));
                if (chosen.Count == 0)
                {
                    chosen.AddRange(convention.PreferredMimeTypes.Count > 0 ? convention.PreferredMimeTypes : Applicable(convention.Entries, type));
                }

                if (chosen.Count == 0)
                {
                    chosen.AddRange(Applicable(_brought, type));
                }

                // Who registered a text alone wants to see it, not the members beside it.
                if (chosen.Count == 0 && !Leaf.IsLeaf(value))
                {
                    chosen.Add(MimeTypes.Html);
                }
            }
        }

        chosen.RemoveAll(static mimeType => mimeType == MimeTypes.Text);
        return [.. chosen.Distinct(), MimeTypes.Text];
    }

    private string[]? PreferenceFor(Type type)
    {
        lock (_lock)
        {
            return _preferences.FirstOrDefault(preference => preference.Type.IsAssignableFrom(type)).MimeTypes;
        }
    }

    private static IEnumerable<string> Applicable(IReadOnlyList<FormatterEntry> entries, Type type) =>
        entries.Where(entry => entry.Type != typeof(object) && entry.DistanceFrom(type) is not null).Select(entry => entry.MimeType);
}
