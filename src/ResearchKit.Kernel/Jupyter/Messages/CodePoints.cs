using System.Text;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>Translates places in a text: the protocol counts Unicode code points, C# counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>Translates a place of the protocol.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The place in code points; one outside of the text counts as its nearest end.</param>
    /// <returns>The place in UTF-16 units.</returns>
    public static int ToUtf16(string text, int position)
    {
        var units = 0;
        for (var left = position; left > 0 && units < text.Length; left--)
        {
            units += Length(text, units);
        }

        return units;
    }

    /// <summary>Translates a place for the protocol.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The place in UTF-16 units.</param>
    /// <returns>The place in code points.</returns>
    public static int FromUtf16(string text, int position)
    {
        var points = 0;
        for (var units = 0; units < Math.Min(position, text.Length); units += Length(text, units))
        {
            points++;
        }

        return points;
    }

    // Half of a pair by itself, which text from elsewhere may hold, is a code point too.
    private static int Length(string text, int position) => Rune.TryGetRuneAt(text, position, out var rune) ? rune.Utf16SequenceLength : 1;
}
