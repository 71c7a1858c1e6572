using System.Text.Json;
using ResearchKit.Assignment;
using ResearchKit.Checkpoints;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class AssignCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Print_Exactly_The_Documented_Json()
    {
        Npy.Save(_folder["c.npy"], [4.0, 1, 3, 2, 0, 5, 3, 2, 2], 3, 3);

        var result = await CliProcess.RunAsync("assign", _folder["c.npy"], "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Equal(["assignment", "objective", "seconds", "certificate"], result.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal([1, 0, 2], Assignment(result.Json));
        Assert.Equal(5, result.Json.GetProperty("objective").GetDouble());
        Assert.InRange(result.Json.GetProperty("seconds").GetDouble(), 0, 60);
        Assert.InRange(result.Json.GetProperty("certificate").GetDouble(), 0, 1e-12);
    }

    [Fact]
    public async Task Should_Agree_With_The_Library_On_Every_Numeric_Type_And_Order()
    {
        var random = new Seed(5).ToRandom();
        var costs = Enumerable.Range(0, 30 * 40).Select(_ => random.Next(-100, 100)).ToArray();
        var expected = LinearAssignment.Solve(costs.Select(cost => (double)cost).ToArray(), 30, 40);
        Npy.Save(_folder["f8.npy"], costs.Select(cost => (double)cost).ToArray(), 30, 40);
        Npy.Save(_folder["f4.npy"], costs.Select(cost => (float)cost).ToArray(), 30, 40);
        Npy.Save(_folder["f2.npy"], costs.Select(cost => (Half)cost).ToArray(), 30, 40);
        Npy.Save(_folder["i8.npy"], costs.Select(cost => (long)cost).ToArray(), 30, 40);
        Npy.Save(_folder["i4.npy"], costs, 30, 40);
        Npy.Save(_folder["i1.npy"], costs.Select(cost => (sbyte)cost).ToArray(), 30, 40);

        foreach (var name in (string[])["f8", "f4", "f2", "i8", "i4", "i1"])
        {
            var result = await CliProcess.RunAsync("assign", _folder[name + ".npy"], "--json");
            Assert.Equal(expected.Objective, result.Json.GetProperty("objective").GetDouble());
        }
    }

    [Fact]
    public async Task Should_Maximise_And_Leave_Rows_Out_When_There_Are_Too_Many()
    {
        Npy.Save(_folder["c.npy"], [1.0, 2, 3, 9, 8, 7], 3, 2);

        var result = await CliProcess.RunAsync("assign", _folder["c.npy"], "--maximize", "--json", "-o", _folder["out.npy"]);

        Assert.Equal([-1, 1, 0], Assignment(result.Json));
        Assert.Equal(17, result.Json.GetProperty("objective").GetDouble());
        Assert.Equal([-1L, 1, 0], Npy.LoadArray<long>(_folder["out.npy"], out var shape));
        Assert.Equal([3L], shape);
    }

    [Fact]
    public async Task Should_Print_The_Result_For_People()
    {
        Npy.Save(_folder["c.npy"], [4f, 1, 2, 0], 2, 2);

        var result = await CliProcess.RunAsync("assign", _folder["c.npy"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("objective    3", result.Output, StringComparison.Ordinal);
        Assert.Contains("     0 -> 1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Solve_An_Empty_Problem()
    {
        Npy.Save<double>(_folder["c.npy"], [], 0, 5);

        var result = await CliProcess.RunAsync("assign", _folder["c.npy"], "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(Assignment(result.Json));
        Assert.Equal(0, result.Json.GetProperty("objective").GetDouble());
    }

    [Fact]
    public async Task Should_Name_What_Is_Wrong_With_The_Costs()
    {
        Npy.Save(_folder["nan.npy"], [1, double.NaN], 1, 2);
        Npy.Save(_folder["vector.npy"], [1.0, 2], 2);
        Npy.Save(_folder["bool.npy"], [true, false], 1, 2);
        Npy.Save(_folder["huge.npy"], [1L << 60, 2], 1, 2);
        Npy.Save(_folder["forbidden.npy"], [double.PositiveInfinity, double.PositiveInfinity, 1, 2], 2, 2);
        File.WriteAllText(_folder["text.npy"], "1,2\n3,4\n");

        await Fails("nan.npy", "NaN");
        await Fails("vector.npy", "expected a matrix");
        await Fails("bool.npy", "truth values");
        await Fails("huge.npy", "2^53");
        await Fails("forbidden.npy", "row 0");
        await Fails("text.npy", "a .npy file starts with");
    }

    [Fact]
    public async Task Should_Fail_When_The_Output_Cannot_Be_Written()
    {
        Npy.Save(_folder["c.npy"], [1.0], 1, 1);

        var result = await CliProcess.RunAsync("assign", _folder["c.npy"], "--json", "-o", _folder["c.npy/out.npy"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("c.npy", result.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static int[] Assignment(JsonElement json) => [.. json.GetProperty("assignment").EnumerateArray().Select(column => column.GetInt32())];

    private async Task Fails(string name, string fault)
    {
        var result = await CliProcess.RunAsync("assign", _folder[name], "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(fault, result.ErrorLine, StringComparison.Ordinal);
    }
}
