using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Language;

public sealed class CompletenessTests : SessionTest
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("if (true) { }")]
    [InlineData("int Twice(int x) => 2 * x;")]
    [InlineData("// only a comment")]
    [InlineData("#r \"nuget: Some.Package\"")]
    [InlineData("#!time\n1 + 1")]
    [InlineData("#!markdown\n# a (not closed")]
    [InlineData("var x = \"\"\"\n#!time\n\"\"\";")]
    public void Should_Be_Complete_When_The_Cell_Can_Run(string code)
    {
        Assert.Equal(new CodeCompleteness(CodeCompletenessStatus.Complete, string.Empty), Session.Completeness(code));
    }

    [Theory]
    [InlineData("if (true)\n{", "    ")]
    [InlineData("if (true)\n{\n    while (false) {", "        ")]
    [InlineData("Console.WriteLine(", "    ")]
    [InlineData("Console.WriteLine(1,\n    2,", "    ")]
    [InlineData("int Twice(int x) =>", "    ")]
    [InlineData("var s = @\"first", "")]
    [InlineData("var s = \"\"\"\n    first", "")]
    [InlineData("/* first", "")]
    [InlineData("#!markdown\ntext\n#!csharp\nfor (;;) {", "    ")]
    public void Should_Ask_For_More_Lines_When_The_Cell_Is_Not_Closed(string code, string indent)
    {
        Assert.Equal(new CodeCompleteness(CodeCompletenessStatus.Incomplete, indent), Session.Completeness(code));
    }

    [Theory]
    [InlineData("var x = ;")]
    [InlineData("}")]
    [InlineData("var s = \"open")]
    [InlineData("#!fsharp\nlet x = 1")]
    [InlineData("for (;;) {\n#!markdown\ntext")]
    public void Should_Be_Invalid_When_No_Further_Line_Helps(string code)
    {
        Assert.Equal(new CodeCompleteness(CodeCompletenessStatus.Invalid, string.Empty), Session.Completeness(code));
    }
}
