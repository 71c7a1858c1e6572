using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class CSharpSessionTests : SessionTest
{
    [Fact]
    public async Task Should_Show_The_Last_Expression_When_It_Has_A_Value()
    {
        await RunAsync("var x = 20;\nx + 1");
        Assert.Equal(["result:21"], Output.Entries);
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("(string)null")]
    [InlineData("Console.Write(\"\");")]
    [InlineData("")]
    [InlineData("// nothing but words")]
    [InlineData("void F() { }\nF()")]
    public async Task Should_Show_Nothing_When_There_Is_No_Value(string code)
    {
        var result = await RunAsync(code);
        Assert.True(result.Succeeded, result.Error?.ToString());
        Assert.Null(result.Value);
        Assert.Empty(Output.Entries);
    }

    [Fact]
    public async Task Should_Keep_Variables_Types_And_Usings_When_Cells_Follow_Each_Other()
    {
        await ValueAsync("using System.Globalization;\nrecord Point(int X, int Y);\nvar p = new Point(1, 2);\nint Twice(int x) => 2 * x;");
        Assert.Equal(6, await ValueAsync("Twice(p.X + p.Y)"));
        Assert.Equal("", await ValueAsync("CultureInfo.InvariantCulture.Name"));
    }

    [Theory]
    [InlineData("await Task.FromResult(5)", 5)]
    [InlineData("int[] a = [1, 2, 3]; a.Sum()", 6)]
    [InlineData("\"\"\"a \"b\" \"\"\".Length", 6)]
    [InlineData("T Add<T>(T a, T b) where T : System.Numerics.INumber<T> => a + b; Add(2, 3)", 5)]
    [InlineData("static int Thrice(this int x) => 3 * x;\n4.Thrice()", 12)]
    [InlineData("int n; { Span<int> s = stackalloc int[4]; n = s.Length; }\nn", 4)]
    [InlineData("int n; { using var stream = new System.IO.MemoryStream(); n = (int)stream.Length; }\nn", 0)]
    [InlineData("unsafe { int* p = null; }\n1", 1)]
    public async Task Should_Run_Modern_CSharp_When_A_Cell_Uses_It(string code, int expected)
    {
        Assert.Equal(expected, await ValueAsync(code));
    }

    [Fact]
    public async Task Should_Let_New_Cells_See_The_New_Variable_When_It_Is_Declared_Again()
    {
        await ValueAsync("var rate = 1;");
        await ValueAsync("int Rate() => rate;");
        await ValueAsync("var rate = 2;");
        Assert.Equal(2, await ValueAsync("rate"));
        Assert.Equal(1, await ValueAsync("Rate()"));
        Assert.Equal(2, Session.Variables["rate"]);
    }

    [Fact]
    public async Task Should_Share_Types_With_The_Host_When_A_Cell_Makes_Them()
    {
        var seed = await ValueAsync("new ResearchKit.Seed(7)");
        Assert.Equal(new Seed(7), Assert.IsType<Seed>(seed));
        Assert.Same(typeof(TorchSharp.torch.Tensor), await ValueAsync("typeof(TorchSharp.torch.Tensor)"));
    }

    [Theory]
    [InlineData("#r \"../somewhere/else/ResearchKit.dll\"")]
    [InlineData("#r \"ResearchKit\"")]
    [InlineData("#r \"nuget: ResearchKit, 0.1.0\"")]
    public async Task Should_Map_A_Reference_To_The_Loaded_Assembly_When_It_Is_Part_Of_The_Kit(string directive)
    {
        Assert.IsType<Seed>(await ValueAsync($"{directive}\nnew ResearchKit.Seed(1)"));
        Assert.Same(typeof(Seed), await ValueAsync("typeof(ResearchKit.Seed)"));
        await ValueAsync("display(1);");
    }

    [Theory]
    [InlineData("nuget: TorchSharp, 0.105.0")]
    [InlineData("../bin/ResearchKit.Torch.dll")]
    [InlineData("TorchSharp.dll")]
    public async Task Should_Map_Any_Provider_Of_TorchSharp_To_The_One_That_Runs(string reference)
    {
        Assert.Same(typeof(TorchSharp.torch.Tensor), await ValueAsync($"#r \"{reference}\"\ntypeof(TorchSharp.torch.Tensor)"));
    }

    [Fact]
    public async Task Should_Load_A_Foreign_Assembly_When_Referenced_By_A_Path_Relative_To_The_Base_Folder()
    {
        var path = typeof(FsCheck.Config).Assembly.Location;
        File.Copy(path, Folder.In("Copied.FsCheck.dll"));
        Assert.Equal("FsCheck", await ValueAsync("#r \"Copied.FsCheck.dll\"\ntypeof(FsCheck.Config).Assembly.GetName().Name"));
    }

    [Fact]
    public async Task Should_Run_Cells_In_Order_When_They_Are_Queued_At_Once()
    {
        var cells = Enumerable.Range(0, 20).Select(i => RunAsync(i == 0 ? "var s = \"\";" : $"s += \"{i} \";")).ToArray();
        await Task.WhenAll(cells);
        Assert.Equal(string.Concat(Enumerable.Range(1, 19).Select(i => $"{i} ")), Session.Variables["s"]);
    }

    [Fact]
    public async Task Should_Keep_Sessions_Apart_When_Two_Run_At_The_Same_Time()
    {
        using var other = new CSharpSession(new SessionOptions { BaseFolder = Folder.Path });
        var otherOutput = new RecordingOutput();
        var first = RunAsync("var x = 1;\nfor (var i = 0; i < 20; i++) { Console.Write(x); await Task.Delay(1); }");
        var second = other.RunAsync("var x = 2;\nfor (var i = 0; i < 20; i++) { Console.Write(x); await Task.Delay(1); }", otherOutput, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True((await first).Succeeded);
        Assert.True((await second).Succeeded);
        Assert.Equal(new string('1', 20), Output.Out);
        Assert.Equal(new string('2', 20), otherOutput.Out);
    }

    [Fact]
    public async Task Should_Not_Deadlock_When_A_Cell_Blocks_On_A_Task()
    {
        Assert.Equal(4, await ValueAsync("async Task<int> Wait() { await Task.Delay(5); return 4; }\nawait Task.Yield();\nWait().Result"));
    }

    [Fact]
    public async Task Should_Refuse_Cells_When_Disposed()
    {
        Session.Dispose();
        Session.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RunAsync("1"));
    }

    [Fact]
    public void Should_Refuse_A_Base_Folder_That_Does_Not_Exist()
    {
        var exception = Assert.Throws<DirectoryNotFoundException>(() => new CSharpSession(new SessionOptions { BaseFolder = Folder.In("none") }));
        Assert.Contains("none", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Give_Later_Cells_No_Copies_Of_What_They_Inherit()
    {
        await ValueAsync("1");
        var (script, diagnostics) = Session.Compile("Enumerable.Range(0, 3).Sum() + display(\"\").DisplayId.Length", "later", TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.Empty(script.GetCompilation().ExternalReferences);
    }
}
