using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Writes any value as one line of text in the manner of C#.</summary>
internal sealed class TextValueWriter(FormatterRegistry formatters)
{
    private readonly FormatOptions _options = formatters.Options;
    private readonly HashSet<object> _path = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder _text = new();
    private int _nodes;

    /// <summary>Writes one value.</summary>
    public string Write(object? value)
    {
        Append(value, 0);
        return Clip(_text.ToString());
    }

    private void Append(object? value, int depth)
    {
        if (++_nodes > _options.NodeLimit || _text.Length > _options.TextLimit)
        {
            _text.Append('…');
            return;
        }

        if (Leaf.TryWrite(value, quote: depth > 0, out var word))
        {
            _text.Append(Clip(word));
            return;
        }

        if (depth > 0 && value is Exception exception)
        {
            _text.Append(ExceptionForm.Summary(exception));
            return;
        }

        if (depth > _options.DepthLimit)
        {
            _text.Append(TypeNames.Of(value));
            return;
        }

        if (!_path.Add(value!))
        {
            _text.Append("(cycle)");
            return;
        }

        AppendComposite(value!, depth);
        _path.Remove(value!);
    }

    private void AppendComposite(object value, int depth)
    {
        if (depth > 0 && AppendByType(value))
        {
            return;
        }

        if (Elements.Has(value))
        {
            AppendElements(value, depth);
        }
        else if (Members.HasOwnText(value.GetType()))
        {
            _text.Append(Clip(value.ToString() ?? string.Empty));
        }
        else
        {
            AppendMembers(value, depth);
        }
    }

    private bool AppendByType(object value)
    {
        if (value is IDisplayable displayable)
        {
            _text.Append(FirstLine(displayable.ToBundle().Text));
            return true;
        }

        var writer = new StringWriter(CultureInfo.InvariantCulture);
        if (!formatters.TryWriteByType(value, MimeTypes.Text, writer))
        {
            return false;
        }

        _text.Append(FirstLine(writer.ToString()));
        return true;
    }

    /// <summary>Inside another value only the first line fits.</summary>
    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end].TrimEnd() + " …";
    }

    private void AppendElements(object value, int depth)
    {
        var elements = Elements.Of(value, _options.ListLimit);
        var isTuple = value is System.Runtime.CompilerServices.ITuple;
        _text.Append(isTuple ? "(" : elements.Keys is null ? "[" : "{ ");
        for (var i = 0; i < elements.Items.Count; i++)
        {
            _text.Append(i > 0 ? ", " : string.Empty);
            if (elements.Keys is { } keys)
            {
                Append(keys[i], depth + 1);
                _text.Append(": ");
            }

            Append(elements.Items[i], depth + 1);
        }

        if (elements.More is { } more)
        {
            _text.Append(" … ").Append(more);
        }

        _text.Append(isTuple ? ")" : elements.Keys is null ? "]" : " }");
    }

    private void AppendMembers(object value, int depth)
    {
        var members = Members.Of(value);
        var name = TypeNames.Of(value);
        _text.Append(TypeNames.IsAnonymous(value.GetType()) ? "{ " : members.Count == 0 ? name : name + " { ");
        for (var i = 0; i < members.Count; i++)
        {
            _text.Append(i > 0 ? ", " : string.Empty).Append(members[i].Key).Append(" = ");
            Append(members[i].Value, depth + 1);
        }

        _text.Append(members.Count == 0 ? string.Empty : " }");
    }

    private string Clip(string text) => text.Length <= _options.TextLimit
        ? text
        : string.Concat(text.AsSpan(0, _options.TextLimit), FormattableString.Invariant($"… ({text.Length - _options.TextLimit} more characters)"));
}
