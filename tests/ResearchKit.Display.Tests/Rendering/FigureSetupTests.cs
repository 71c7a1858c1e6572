namespace ResearchKit.Display.Tests;

[Collection("figure setup")]
public class FigureSetupTests
{
    [Fact]
    public void Should_Say_How_To_Get_Each_Missing_Part()
    {
        Assert.Empty(new FigureSetup("/b", "/p").Missing);
        Assert.True(new FigureSetup("/b", "/p").IsComplete);
        Assert.Contains(FigureSetup.BrowserVariable, Assert.Single(new FigureSetup(null, "/p").Missing), StringComparison.Ordinal);
        Assert.Contains("npm", Assert.Single(new FigureSetup("/b", null).Missing), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Find_Nothing_Else_When_The_Environment_Names_A_File_That_Does_Not_Exist()
    {
        var before = Environment.GetEnvironmentVariable(FigureSetup.PlotlyVariable);
        try
        {
            Environment.SetEnvironmentVariable(FigureSetup.PlotlyVariable, "/no/such/plotly.js");
            Assert.Null(FigureSetup.Find().PlotlyPath);
            Assert.Throws<FileNotFoundException>(() => Gallery.Points().Interactive());
        }
        finally
        {
            Environment.SetEnvironmentVariable(FigureSetup.PlotlyVariable, before);
        }
    }
}
