using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class CancellationTests : SessionTest
{
    private const double Limit = 0.2;

    protected override SessionOptions Options => new() { GracePeriod = TimeSpan.FromMilliseconds(200), StuckPeriod = TimeSpan.FromSeconds(2) };

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("do { } while (true);")]
    [InlineData("for (;;) for (;;) n++;")]
    [InlineData("foreach (var x in Forever()) n++;")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await Task.Delay(-1, CancellationToken);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Run(() => { while (true) { } }).Wait();")]
    [InlineData("while (true) { try { while (true) { n++; } } catch { } finally { } }")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(-1); } catch { } }")]
    [InlineData("try { Task.Delay(-1).Wait(); } catch { }\nTask.Delay(-1).Wait();")]
    [InlineData("while (true) { n += DateTime.Now.Second; new List<int> { 1 }.Sort(); }")]
    [InlineData("Array.ForEach(new int[1_000_000], x => { System.Threading.Thread.Sleep(1); });")]
    public async Task Should_Stop_And_Go_On_When_A_Cell_Does_Not_End(string code)
    {
        await ValueAsync("var n = 0;\nIEnumerable<int> Forever() { while (true) yield return 1; }");
        var result = await CancelAsync(code);
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Equal("cell 2 was cancelled.", result.Error!.Message);
        Assert.InRange((int)(await ValueAsync("n"))!, 0, int.MaxValue);
        Assert.Equal(3, await ValueAsync("await Task.FromResult(3)"));
    }

    [Fact]
    public async Task Should_Stop_When_A_Cell_Computes_With_Tensors()
    {
        await ValueAsync("using TorchSharp;\nvar n = 0; { using var t = torch.zeros(2); }");
        var result = await CancelAsync("while (true) { using var t = torch.zeros(2) + 1; n++; }");
        Assert.Equal("cell 2 was cancelled.", result.Error!.Message);
        Assert.True((int)(await ValueAsync("n"))! > 0);
    }

    [Fact]
    public async Task Should_Stop_Again_And_Again()
    {
        await ValueAsync("1");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(CellStatus.Cancelled, (await CancelAsync("while (true) { Console.Write(\"\"); }")).Status);
            Assert.Equal(CellStatus.Cancelled, (await CancelAsync("System.Threading.Thread.Sleep(-1);")).Status);
        }

        Assert.Equal(1, await ValueAsync("1"));
    }

    [Fact]
    public async Task Should_Keep_What_Was_Assigned_When_A_Cell_Is_Stopped()
    {
        var result = await CancelAsync("var steps = 0;\nwhile (true) { steps++; }");
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.True((int)(await ValueAsync("steps"))! > 0);
    }

    [Fact]
    public async Task Should_Let_A_Cell_Finish_Its_Work_When_It_Notices_The_Token_Itself()
    {
        await ValueAsync("1");
        var result = await CancelAsync("while (!CancellationToken.IsCancellationRequested) { }\nvar saved = 5;\nConsole.Write(\"saved\");");
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Equal("startedsaved", Output.Out);
        Assert.Equal(5, await ValueAsync("saved"));
    }

    [Fact]
    public async Task Should_Stop_At_The_Time_Limit_When_A_Cell_Runs_Longer()
    {
        var result = await RunAsync("while (true) { }", Limit);
        Assert.Equal(CellStatus.TimedOut, result.Status);
        Assert.Equal("System.TimeoutException", result.Error!.Name);
        Assert.Equal("cell 1 was stopped at its time limit of 0.2 s.", result.Error.Message);
        Assert.Equal(1, await ValueAsync("1"));
    }

    [Fact]
    public async Task Should_Survive_When_A_Callback_Of_The_Token_Throws()
    {
        await ValueAsync("1");
        var result = await CancelAsync("CancellationToken.Register(() => throw new Exception(\"callback\"));\nwhile (true) { }");
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Equal(1, await ValueAsync("1"));
    }

    [Fact]
    public async Task Should_Stop_Tasks_Of_The_Cell_When_They_Loop_On()
    {
        await ValueAsync("var ended = new TaskCompletionSource();");
        await CancelAsync("_ = Task.Run(() => { try { while (true) { } } finally { ended.SetResult(); } });\nwhile (true) { }");
        await ((TaskCompletionSource)Session.Variables["ended"]!).Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Should_Refuse_More_Cells_When_One_Is_Stuck_In_Native_Code()
    {
        await ValueAsync("using System.Runtime.InteropServices;\n[DllImport(\"libc\")] static extern uint sleep(uint seconds);");
        var result = await CancelAsync("sleep(8);");
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Contains("cannot be used", result.Error!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("1"));
    }

    [Fact]
    public async Task Should_Not_Slow_Other_Sessions_Or_Stop_Them_When_One_Is_Stopped()
    {
        await ValueAsync("1");
        using var other = new CSharpSession(new SessionOptions { BaseFolder = Folder.Path });
        var running = other.RunAsync("var s = 0L;\nvar end = DateTime.UtcNow.AddSeconds(1.5);\nwhile (DateTime.UtcNow < end) { s++; }\ns > 0", new RecordingOutput(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(CellStatus.Cancelled, (await CancelAsync("while (true) { }")).Status);
        Assert.Equal(true, (await running).Value);
    }
}
