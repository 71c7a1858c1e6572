using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Display.Tests;

[SuppressMessage("Performance", "CA1812", Justification = "Made by reflection.")]
public class ConventionFormattersTests
{
    private readonly FormatterRegistry _formatters = new();

    [Fact]
    public void Should_Use_What_The_Type_Brings_Along() =>
        Assert.Equal("<b>7</b>", _formatters.Format(new Own(7)).Data[MimeTypes.Html]);

    [Fact]
    public void Should_Inherit_When_The_Attribute_Is_On_The_Base() =>
        Assert.Equal("<b>8</b>", _formatters.Format(new Heir(8)).Data[MimeTypes.Html]);

    [Fact]
    public void Should_Lose_Against_A_Registration_Of_The_User()
    {
        _formatters.Register(typeof(Own), MimeTypes.Html, (_, writer) =>
        {
            writer.Write("user");
            return true;
        });
        Assert.Equal("user", _formatters.Format(new Own(1)).Data[MimeTypes.Html]);
    }

    [Fact]
    public void Should_Survive_A_Reset()
    {
        _formatters.Format(new Own(1));
        _formatters.Reset();
        Assert.Equal("<b>1</b>", _formatters.Format(new Own(1)).Data[MimeTypes.Html]);
    }

    [Fact]
    public void Should_Show_In_The_Preferred_MIME_Types() =>
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], _formatters.Format(new Own(1)).Data.Keys);

    [Fact]
    public void Should_Pass_On_When_The_Formatter_Returns_False() =>
        Assert.Contains("<details", _formatters.Format(new Own(-1)).Data[MimeTypes.Html], StringComparison.Ordinal);

    [Fact]
    public void Should_Say_What_Is_Missing_When_The_Source_Breaks_The_Convention() =>
        Assert.Contains("CreateTypeFormatters", Assert.Throws<InvalidOperationException>(() => _formatters.Format(new Broken())).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Keep_What_A_Type_Brings_Along_For_Another()
    {
        Assert.DoesNotContain(MimeTypes.Markdown, _formatters.Format(new Other()).Data.Keys);
        _formatters.Format(new Own(1));
        Assert.Equal("*other*", _formatters.Format(new Other()).Data[MimeTypes.Markdown]);
    }

    [Fact]
    public void Should_Apply_When_The_Type_Is_A_Struct() =>
        Assert.Equal("<b>5</b>", _formatters.Format(new Value(5)).Data[MimeTypes.Html]);

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;

        public string[] PreferredMimeTypes { get; set; } = [MimeTypes.Html];
    }

    [TypeFormatterSource(typeof(Source))]
    private class Own(int number)
    {
        public int Number { get; } = number;
    }

    private sealed class Heir(int number) : Own(number);

    [TypeFormatterSource(typeof(object))]
    private sealed class Broken;

    private sealed class Source
    {
        [SuppressMessage("Performance", "CA1822", Justification = "The convention asks for an instance method.")]
        public IEnumerable<object> CreateTypeFormatters() => [new HtmlFormatter(), new OtherFormatter()];
    }

    private sealed class Other;

    private sealed class OtherFormatter
    {
        public string MimeType { get; } = MimeTypes.Markdown;

        public Type Type { get; } = typeof(Other);

        [SuppressMessage("Performance", "CA1822", Justification = "The convention asks for an instance method.")]
        public bool Format(object instance, TextWriter writer)
        {
            writer.Write("*other*");
            return true;
        }
    }

    private sealed class ValueSource
    {
        [SuppressMessage("Performance", "CA1822", Justification = "The convention asks for an instance method.")]
        public IEnumerable<object> CreateTypeFormatters() => [new ValueFormatter()];
    }

    private sealed class ValueFormatter
    {
        public string MimeType { get; } = MimeTypes.Html;

        [SuppressMessage("Performance", "CA1822", Justification = "The convention asks for an instance method.")]
        public bool Format(object instance, TextWriter writer)
        {
            writer.Write($"<b>{((Value)instance).Number}</b>");
            return true;
        }
    }

    [TypeFormatterSource(typeof(ValueSource))]
    private readonly record struct Value(int Number);

    private sealed class HtmlFormatter
    {
        public string MimeType { get; } = MimeTypes.Html;

        [SuppressMessage("Performance", "CA1822", Justification = "The convention asks for an instance method.")]
        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Own { Number: >= 0 } own)
            {
                return false;
            }

            writer.Write($"<b>{own.Number}</b>");
            return true;
        }
    }
}
