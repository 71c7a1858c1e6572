using System.Globalization;
using System.Text;

namespace ResearchKit.Display;

/// <summary>Bytes as people look at files: offset, sixteen bytes in hexadecimal, and the printable ones as letters.</summary>
internal static class ByteForm
{
    private const int Width = 16;
    private const int LineLimit = 64;

    /// <summary>The formatters of byte arrays.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<byte[]>(MimeTypes.Html, bytes => $"<pre>{HtmlText.Escape(Text(bytes))}</pre>"),
        FormatterEntry.For<byte[]>(MimeTypes.Text, Text),
    ];

    private static string Text(byte[] bytes)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"byte[{bytes.Length}]");
        for (var start = 0; start < Math.Min(bytes.Length, Width * LineLimit); start += Width)
        {
            var line = bytes.AsSpan(start, Math.Min(Width, bytes.Length - start));
            text.Append(CultureInfo.InvariantCulture, $"\n{start:x8}  ");
            for (var i = 0; i < Width; i++)
            {
                text.Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(i == (Width / 2) - 1 ? "  " : " ");
            }

            text.Append(' ');
            foreach (var value in line)
            {
                text.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
            }
        }

        if (bytes.Length > Width * LineLimit)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n… ({bytes.Length - (Width * LineLimit)} more bytes)");
        }

        return text.ToString();
    }
}
