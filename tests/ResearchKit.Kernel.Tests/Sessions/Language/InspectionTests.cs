using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Language;

public sealed class InspectionTests : SessionTest
{
    [Theory]
    [InlineData("Console.Write|Line(1)", "void Console.WriteLine(int value) (+")]
    [InlineData("Console.WriteLine|", "void Console.WriteLine(")]
    [InlineData("Math.Max(|", "Math.Max(")]
    [InlineData("Math.Max(1, |", "(+12 overloads)")]
    [InlineData("Math.Max(Math.Abs(-1), |2)", "int Math.Max(int val1, int val2) (+")]
    [InlineData("\"abc\".Len|gth", "int string.Length { get; }")]
    [InlineData("new List<int> { 1 }.Sel|ect(x => x)", "Select<")]
    [InlineData("new UriBuilder(|", "UriBuilder.UriBuilder(")]
    [InlineData("new Uri|Builder()", "class UriBuilder")]
    [InlineData("str|ing s = \"\";", "class string")]
    [InlineData("Environ|ment", "class Environment")]
    [InlineData("#!ti|me", "#!time")]
    [InlineData("#loa|d \"kit.csx\"", "#load \"PATH\"")]
    [InlineData("#r \"nuget:X|\"", "#r \"nuget:NAME,VERSION\"")]
    [InlineData("disp|lay(1)", "DisplayedValue Displays.display(object? value, params string[] mimeTypes)")]
    public async Task Should_Give_The_Signature_When_A_Name_Or_Call_Is_There(string code, string signature)
    {
        Assert.Contains(signature, (await InspectAsync(code)).Data!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|")]
    [InlineData("1 +| 1")]
    [InlineData("\"Cons|ole\"")]
    [InlineData("// Cons|ole")]
    [InlineData("nothing|Known")]
    [InlineData("#!markdown\nCons|ole")]
    [InlineData("#!nonsen|se")]
    [InlineData("if (|true) { }")]
    public async Task Should_Find_Nothing_When_There_Is_No_Name(string code)
    {
        Assert.False((await InspectAsync(code)).Found);
    }

    [Fact]
    public async Task Should_Give_The_Documentation_Of_The_Kit_In_All_Forms()
    {
        var data = (await InspectAsync("disp|lay(1)")).Data!;
        Assert.Contains("Shows a value now.", data.Text, StringComparison.Ordinal);
        Assert.Contains("Parameters:\n    value: Any value, null included.", data.Text, StringComparison.Ordinal);
        Assert.StartsWith("```csharp\nDisplayedValue", data.Data[MimeTypes.Markdown], StringComparison.Ordinal);
        Assert.Contains("**Returns**", data.Data[MimeTypes.Markdown], StringComparison.Ordinal);
        Assert.Contains("<p>Shows a value now.</p>", data.Data[MimeTypes.Html], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Give_The_Documentation_Of_The_Framework_When_An_Sdk_Is_There()
    {
        Assert.SkipWhen(ReferencePack.Find().Count == 0, "needs the reference assemblies of an SDK");
        var text = (await InspectAsync("Console.Write|Line(1)")).Data!.Text;
        Assert.Contains("Writes the text representation of the specified 32-bit signed integer value", text, StringComparison.Ordinal);
        Assert.Contains("From: System (System.Console)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Give_All_Overloads_And_The_Source_When_More_Is_Asked_For()
    {
        await ValueAsync("/// <summary>Doubles.</summary>\nint Twice(int x) => 2 * x;\ndouble Twice(double x) => 2 * x;");
        var brief = (await InspectAsync("Twi|ce(1)")).Data!.Text;
        Assert.Equal("int Twice(int x) (+1 overload)\n\nDoubles.", brief);
        var detailed = (await InspectAsync("Twi|ce(1)", 1)).Data!.Text;
        Assert.StartsWith("int Twice(int x)\ndouble Twice(double x)", detailed, StringComparison.Ordinal);
        Assert.Contains("Source:\nint Twice(int x) => 2 * x;", detailed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Give_The_Value_When_The_Name_Is_A_Variable()
    {
        await ValueAsync("var rate = 0.5; var names = new List<string> { \"a\", \"b\" }; var lazy = Enumerable.Range(0, 3).Select(new Func<int, int>(x => throw new Exception(\"asked\")));");
        Assert.Contains("double rate", (await InspectAsync("ra|te")).Data!.Text, StringComparison.Ordinal);
        Assert.Contains("Value: double: 0.5", (await InspectAsync("ra|te")).Data!.Text, StringComparison.Ordinal);
        Assert.Contains("List<string>:", (await InspectAsync("nam|es")).Data!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("asked", (await InspectAsync("la|zy")).Data!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Escape_The_Html_When_A_Value_Holds_Markup()
    {
        await ValueAsync("var text = \"<script>alert(1)</script>\";");
        var html = (await InspectAsync("te|xt")).Data!.Data[MimeTypes.Html];
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Describe_What_The_Same_Cell_Declares()
    {
        Assert.StartsWith("int count", (await InspectAsync("var count = 1;\nco|unt + 1")).Data!.Text, StringComparison.Ordinal);
        Assert.StartsWith("int Half(int x)", (await InspectAsync("int Ha|lf(int x) => x / 2;")).Data!.Text, StringComparison.Ordinal);
    }

    private async Task<CodeInspection> InspectAsync(string marked, int detailLevel = 0)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return await Session.InspectAsync(marked.Remove(position, 1), position, detailLevel, TestContext.Current.CancellationToken);
    }
}
