using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class GuardedCodeTests
{
    private const string Check = "global::ResearchKit.Kernel.Sessions.CellGuard.Check();";

    [Theory]
    [InlineData("while (a) { b(); }", "while (a) {# b(); }")]
    [InlineData("while (a) b(); // c", "while (a) {#b();} // c")]
    [InlineData("for (;;) for (;;) x++;", "for (;;) {#for (;;) {#x++;}}")]
    [InlineData("do x(); while (y);", "do {#x();} while (y);")]
    [InlineData("foreach (var (a, b) in c) ;", "foreach (var (a, b) in c) {#;}")]
    [InlineData("await foreach (var a in b) { }", "await foreach (var a in b) {# }")]
    [InlineData("int F(int x) { return x; }", "int F(int x) {# return x; }")]
    [InlineData("int F(int x) => x;", "int F(int x) => x;")]
    [InlineData("a.ForEach(x => { b(x); });", "a.ForEach(x => {# b(x); });")]
    [InlineData("{ void G() { } G(); }", "{ void G() {# } G(); }")]
    [InlineData("class A { int B() { return 1; } }", "class A { int B() {# return 1; } }")]
    [InlineData("if (a) { b(); } else c();", "if (a) { b(); } else c();")]
    [InlineData("while (", "while (")]
    [InlineData("", "")]
    public void Should_Put_A_Check_Into_Loops_And_Functions(string code, string expected)
    {
        Assert.Equal(expected.Replace("#", Check, StringComparison.Ordinal), GuardedCode.Make(code).Text);
    }

    [Theory]
    [InlineData("1 + 1", false)]
    [InlineData("var a = b[1];", false)]
    [InlineData("while (a) ;", true)]
    [InlineData("int F() => 1;", true)]
    [InlineData("a.Select(x => x)", true)]
    [InlineData("#load \"kit.csx\"", true)]
    public void Should_Tell_Whether_Something_May_Run_More_Than_Once(string code, bool expected)
    {
        Assert.Equal(expected, GuardedCode.Make(code).HasRepetition);
    }

    [Fact]
    public void Should_Find_Every_Token_Where_It_Was_Written()
    {
        const string Code = "int F(int x)\n{\n    while (x > 0) for (;;) x--; return x;\n}\nforeach (var a in new[] { 1 }) b(a); c();";
        var guarded = GuardedCode.Make(Code);
        var options = new CSharpParseOptions(kind: Microsoft.CodeAnalysis.SourceCodeKind.Script);
        var written = CSharpSyntaxTree.ParseText(Code, options, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        var found = 0;
        foreach (var token in CSharpSyntaxTree.ParseText(guarded.Text, options, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens())
        {
            var span = guarded.ToOriginal(token.Span);
            var original = guarded.Original.Lines.GetTextSpan(span);
            if (original.Length > 0)
            {
                Assert.Equal(token.Text, guarded.Original.ToString(original));
                Assert.Equal(written[found++].Span, original);
            }
        }

        Assert.Equal(written.Count, found);
    }
}
