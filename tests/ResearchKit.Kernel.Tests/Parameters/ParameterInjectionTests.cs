using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Parameters;

namespace ResearchKit.Kernel.Tests.Parameters;

public sealed class ParameterInjectionTests
{
    private const string Defaults = """
        var profile = "standard";   // quick, standard or paper
        var seeds = new[] { 1, 2, 3 };
        var rate = 0.1;
        int epochs = 10, width = -3;
        const long big = 5;
        bool fast = false;
        string[] names = ["a", "b"];
        float[] scales = { 1f };
        double? limit = null;
        var device = MakeDevice();
        var mixed = new[] { 1, 2.5 };
        int unset;
        """;

    [Theory]
    [InlineData("rate", "0.5", "rate = 0.5d;")]
    [InlineData("rate", "1e-3", "rate = 0.001d;")]
    [InlineData("rate", "3", "rate = 3d;")]
    [InlineData("epochs", "25", "epochs = 25;")]
    [InlineData("epochs", "1_000", "epochs = 1000;")]
    [InlineData("width", "-8", "width = -8;")]
    [InlineData("big", "7", "const long big = 7L;")]
    [InlineData("fast", "True", "fast = true;")]
    [InlineData("seeds", "4,5", "seeds = new int[] { 4, 5 };")]
    [InlineData("seeds", "[4, 5]", "seeds = new int[] { 4, 5 };")]
    [InlineData("seeds", "7", "seeds = new int[] { 7 };")]
    [InlineData("seeds", "[]", "seeds = new int[] { };")]
    [InlineData("seeds", "", "seeds = new int[] { };")]
    [InlineData("names", "[\"x, y\", \"z\"]", "names = new string[] { \"x, y\", \"z\" };")]
    [InlineData("names", "x,z", "names = new string[] { \"x\", \"z\" };")]
    [InlineData("scales", "0.5,2", "scales = new float[] { 0.5f, 2f };")]
    [InlineData("mixed", "0.5", "mixed = new double[] { 0.5d };")]
    [InlineData("limit", "2.5", "limit = 2.5d;")]
    [InlineData("profile", "a\"b\\c", "profile = \"a\\\"b\\\\c\";")]
    public void Should_Write_A_Value_Of_The_Declared_Type(string name, string value, string expected)
    {
        var notebook = Make();
        ParameterInjection.Apply(notebook, null, new Dictionary<string, string> { [name] = value });
        Assert.Equal($"// Parameters of this run\n{expected}", notebook.Cells[2].Source);
        Assert.Equal(["injected-parameters"], notebook.Cells[2].Tags);
        Assert.Equal(4, notebook.Cells.Count);
    }

    [Theory]
    [InlineData("rate", "0.10")]
    [InlineData("epochs", "10")]
    [InlineData("big", "5")]
    [InlineData("profile", "standard")]
    [InlineData("fast", "false")]
    [InlineData("limit", "null")]
    public void Should_Inject_Nothing_When_The_Value_Is_The_Default(string name, string value)
    {
        var notebook = Make();
        ParameterInjection.Apply(notebook, null, new Dictionary<string, string> { [name] = value });
        Assert.Equal(3, notebook.Cells.Count);
    }

    [Theory]
    [InlineData("epochs", "2.5", "a whole number that fits int")]
    [InlineData("epochs", "99999999999", "a whole number that fits int")]
    [InlineData("epochs", "", "a whole number")]
    [InlineData("rate", "fast", "a number such as 0.5")]
    [InlineData("rate", "1e999", "a number such as 0.5")]
    [InlineData("fast", "yes", "true or false")]
    [InlineData("seeds", "1,x", "'x' is not a whole number")]
    [InlineData("seeds", "[1, 2", "not a list")]
    [InlineData("device", "cpu", "cannot be told from 'MakeDevice()'")]
    public void Should_Say_What_Was_Expected_When_A_Value_Does_Not_Fit(string name, string value, string expected)
    {
        var exception = Assert.Throws<NotebookParameterException>(
            () => ParameterInjection.Apply(Make(), null, new Dictionary<string, string> { [name] = value }));
        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_The_Parameters_When_A_Name_Is_Not_Known()
    {
        var exception = Assert.Throws<NotebookParameterException>(
            () => ParameterInjection.Apply(Make(), null, new Dictionary<string, string> { ["epoch"] = "1" }));
        Assert.Equal(
            "The notebook has no parameter 'epoch'; it declares profile (string), seeds (int[]), rate (double), epochs (int), width (int), big (long), fast (bool), names (string[]), scales (float[]), limit (double?), device (other type), mixed (double[]).",
            exception.Message);
    }

    [Fact]
    public void Should_Say_That_There_Are_No_Parameters_When_No_Cell_Is_Tagged()
    {
        var notebook = new Notebook();
        Assert.Empty(ParameterInjection.Apply(notebook, "quick", new Dictionary<string, string>()));
        var exception = Assert.Throws<NotebookParameterException>(() => ParameterInjection.Apply(notebook, null, new Dictionary<string, string> { ["x"] = "1" }));
        Assert.Contains("no cell tagged 'parameters'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Set_The_Profile_And_Replace_An_Old_Injection()
    {
        var notebook = Make();
        ParameterInjection.Apply(notebook, "quick", new Dictionary<string, string> { ["epochs"] = "1" });
        Assert.Equal("// Parameters of this run\nprofile = \"quick\";\nepochs = 1;", notebook.Cells[2].Source);
        ParameterInjection.Apply(notebook, "paper", new Dictionary<string, string>());
        Assert.Equal("// Parameters of this run\nprofile = \"paper\";", notebook.Cells[2].Source);
        Assert.Equal("injected-parameters", notebook.Cells[2].Id);
        ParameterInjection.Apply(notebook, "standard", new Dictionary<string, string>());
        Assert.Equal(3, notebook.Cells.Count);
    }

    [Fact]
    public void Should_Refuse_Two_Different_Profiles()
    {
        var exception = Assert.Throws<NotebookParameterException>(
            () => ParameterInjection.Apply(Make(), "quick", new Dictionary<string, string> { ["profile"] = "paper" }));
        Assert.Contains("given twice", exception.Message, StringComparison.Ordinal);
    }

    private static Notebook Make()
    {
        var notebook = new Notebook();
        notebook.Cells.Add(new NotebookCell(CellKind.Markdown, "# Title"));
        notebook.Cells.Add(new NotebookCell(CellKind.Code, Defaults) { Metadata = new JsonObject { ["tags"] = new JsonArray("parameters") } });
        notebook.Cells.Add(new NotebookCell(CellKind.Code, "epochs"));
        return notebook;
    }
}
