using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class InputTests : SessionTest
{
    [Theory]
    [InlineData("input(\"Name? \")", "Name? |False")]
    [InlineData("await GetInputAsync(\"Name? \")", "Name? |False")]
    [InlineData("password(\"Key? \").GetClearTextPassword()", "Key? |True")]
    [InlineData("(await GetPasswordAsync()).GetClearTextPassword()", "|True")]
    [InlineData("Console.ReadLine()", "|False")]
    public async Task Should_Give_The_Answer_When_A_Cell_Asks(string code, string question)
    {
        var asked = new ScriptedInput("ada");
        var result = await RunAsync(code, asked);
        Assert.Equal("ada", result.Value);
        Assert.Equal([question], asked.Questions);
    }

    [Fact]
    public async Task Should_Read_Characters_And_Lines_When_A_Cell_Uses_The_Console()
    {
        var result = await RunAsync("(char)Console.Read() + Console.ReadLine() + Console.ReadLine()", new ScriptedInput("yes"));
        Assert.Equal("yesyes", result.Value);
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("input(\"Name? \")")]
    [InlineData("await GetPasswordAsync(\"Key? \")")]
    public async Task Should_Say_What_To_Do_When_Nobody_Answers(string code)
    {
        var error = await ErrorAsync(code, CellStatus.Failed);
        Assert.Contains("parameter of the notebook", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Hide_A_Password_When_It_Is_The_Result()
    {
        await RunAsync("password()", new ScriptedInput("secret"));
        Assert.DoesNotContain(Output.Entries, entry => entry.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(Output.Bundles.SelectMany(bundle => bundle.Data.Values), text => text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_Fail_The_Cell_When_The_Answering_Side_Throws()
    {
        var result = await RunAsync("input()", new ScriptedInput(() => throw new InvalidOperationException("no stdin here")));
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.Equal("no stdin here", result.Error!.Message);
    }

    [Fact]
    public async Task Should_Keep_The_Console_Of_The_Answering_Side_Out_Of_The_Cell()
    {
        await RunAsync("input()", new ScriptedInput(() =>
        {
            Console.Error.Write(string.Empty);
            Assert.Null(ConsoleRoute.Current);
            return "x";
        }));
        Assert.Equal("x", Output.LastResult);
    }

    [Fact]
    public async Task Should_Refuse_When_The_Cell_That_Asks_Has_Ended()
    {
        await RunAsync("var gate = new TaskCompletionSource(); var late = Task.Run(async () => { await gate.Task; return input(); });", new ScriptedInput("x"));
        var error = await ErrorAsync("gate.SetResult(); await late", CellStatus.Failed);
        Assert.Contains("has ended", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_No_Cell_Runs()
    {
        Assert.Throws<InvalidOperationException>(() => CellInputs.input("?"));
    }

    private Task<CellResult> RunAsync(string code, ICellInput input) =>
        Session.RunAsync(code, Output, new CellOptions { Input = input }, TestContext.Current.CancellationToken);

    private sealed class ScriptedInput(Func<string> answer) : ICellInput
    {
        public ScriptedInput(string answer)
            : this(() => answer)
        {
        }

        public List<string> Questions { get; } = [];

        public string Read(string prompt, bool isPassword)
        {
            Questions.Add($"{prompt}|{isPassword}");
            return answer();
        }
    }
}
