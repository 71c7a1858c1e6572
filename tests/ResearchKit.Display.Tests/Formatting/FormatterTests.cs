using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Display.Tests;

[SuppressMessage("Performance", "CA1812", Justification = "Made by the tests.")]
public class FormatterTests
{
    private readonly FormatterRegistry _formatters = new();

    private interface IShape;

    private class Base;

    private sealed class Derived : Base, IShape;

    [Fact]
    public void Should_Prefer_The_Nearest_Type_When_Several_Are_Registered()
    {
        Register(typeof(object), "object");
        Register(typeof(IShape), "interface");
        Assert.Equal("interface", Text(new Derived()));
        Register(typeof(Base), "base");
        Assert.Equal("base", Text(new Derived()));
        Register(typeof(Derived), "derived");
        Assert.Equal("derived", Text(new Derived()));
        Assert.Equal("base", Text(new Base()));
    }

    [Fact]
    public void Should_Prefer_The_Later_Registration_When_Types_Are_Equal()
    {
        Register(typeof(Base), "first");
        Register(typeof(Base), "second");
        Assert.Equal("second", Text(new Base()));
    }

    [Fact]
    public void Should_Pass_The_Value_On_When_A_Formatter_Returns_False()
    {
        Register(typeof(Base), "base");
        _formatters.Register(typeof(Derived), MimeTypes.Text, (_, _) => false);
        Assert.Equal("base", Text(new Derived()));
    }

    [Fact]
    public void Should_Apply_To_Every_Closed_Form_When_An_Open_Generic_Is_Registered()
    {
        Register(typeof(List<>), "list");
        Assert.Equal("list", Text(new List<int> { 1 }));
        Register(typeof(List<int>), "ints");
        Assert.Equal("ints", Text(new List<int> { 1 }));
        Assert.Equal("list", Text(new List<string>()));
    }

    [Fact]
    public void Should_Use_Registered_Formatters_Inside_Other_Values()
    {
        Register(typeof(Base), "<u>B</u>", MimeTypes.Html);
        Register(typeof(Base), "B");
        var bundle = _formatters.Format(new { Inner = new Base() });

        Assert.Contains("<u>B</u>", bundle.Data[MimeTypes.Html], StringComparison.Ordinal);
        Assert.Equal("{ Inner = B }", bundle.Text);
    }

    [Fact]
    public void Should_Win_Over_The_Kits_Own_Form_When_Registered_By_The_User()
    {
        Register(typeof(HtmlString), "mine", MimeTypes.Html);
        Assert.Equal("mine", _formatters.Format(new HtmlString("<p>")).Data[MimeTypes.Html]);
    }

    [Fact]
    public void Should_Show_Preferred_MIME_Types_And_Text_Last_When_Chosen()
    {
        _formatters.SetPreferredMimeTypes(typeof(Base), MimeTypes.Json);
        Assert.Equal([MimeTypes.Json, MimeTypes.Text], _formatters.Format(new Derived()).Data.Keys);
        _formatters.Reset();
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], _formatters.Format(new Derived()).Data.Keys);
    }

    [Fact]
    public void Should_Offer_A_New_MIME_Type_When_A_Formatter_For_It_Is_Registered()
    {
        Register(typeof(Base), "<svg/>", MimeTypes.Svg);
        Assert.Equal([MimeTypes.Svg, MimeTypes.Text], _formatters.Format(new Base()).Data.Keys);
    }

    [Theory]
    [InlineData(3)]
    [InlineData("text")]
    [InlineData(true)]
    [InlineData(null)]
    public void Should_Be_Plain_Text_Alone_When_The_Value_Is_One_Word(object? value) =>
        Assert.Equal([MimeTypes.Text], _formatters.Format(value).Data.Keys);

    [Fact]
    public void Should_Fall_Back_To_Text_When_The_MIME_Type_Cannot_Be_Made() =>
        Assert.Equal("3", _formatters.Format(3, "image/png").Data[MimeTypes.Text]);

    [Fact]
    public void Should_Let_The_Exception_Through_When_A_Formatter_Throws()
    {
        _formatters.Register(typeof(Base), MimeTypes.Text, (_, _) => throw new NotSupportedException("no"));
        Assert.Throws<NotSupportedException>(() => _formatters.Format(new Base()));
    }

    [Fact]
    public void Should_Be_Plain_Text_When_Registered_Without_A_MIME_Type()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        Formatter.Register<Base>(_ => "mine");
        var bundle = Formatter.Format(new Derived());

        Assert.Equal([MimeTypes.Text], bundle.Data.Keys);
        Assert.Equal("mine", bundle.Text);
    }

    [Fact]
    public void Should_Take_Limits_Under_The_Names_That_Notebooks_Use()
    {
        using var session = Displays.RouteSession(new RecordingSink());
        Formatter.ListExpansionLimit = 1;
        Formatter.RecursionLimit = 0;

        Assert.Equal("[1 … (1 more)]", new[] { 1, 2 }.ToDisplayString());
        Assert.Equal("{ A = anonymous }", new { A = new { B = 1 } }.ToDisplayString());
        Assert.Equal((1, 0), (Formatter.ListExpansionLimit, Formatter.RecursionLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Formatter.ListExpansionLimit = -1);
        Formatter.ResetToDefault();
        Assert.Equal((20, 6), (Formatter.ListExpansionLimit, Formatter.RecursionLimit));
    }

    [Fact]
    public void Should_Make_Further_Forms_When_They_Are_Asked_For()
    {
        var table = new Table("a").Row(1);
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], _formatters.Format(table).Data.Keys);
        Assert.Equal([MimeTypes.Html, MimeTypes.Csv, MimeTypes.Markdown, MimeTypes.Latex], _formatters.Format(table, MimeTypes.Html, MimeTypes.Csv, MimeTypes.Markdown, MimeTypes.Latex).Data.Keys);
        Assert.Equal("a\n1\n", table.ToDisplayString(MimeTypes.Csv));
        Assert.StartsWith("{\"data\":", new Figure("f").ToDisplayString(MimeTypes.Json), StringComparison.Ordinal);
        Assert.Equal("[]", new Claims().ToDisplayString(MimeTypes.Json));
    }

    private void Register(Type type, string text, string mimeType = MimeTypes.Text) => _formatters.Register(type, mimeType, (_, writer) =>
    {
        writer.Write(text);
        return true;
    });

    private string Text(object value) => _formatters.Format(value, MimeTypes.Text).Text;
}
