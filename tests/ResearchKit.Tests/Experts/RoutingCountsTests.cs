using ResearchKit.Experts;

namespace ResearchKit.Tests.Experts;

public sealed class RoutingCountsTests
{
    [Fact]
    public void Should_Give_Layers_In_Order_When_Read()
    {
        var counts = Read("""{"10": [1.0, 3.0], "2": [5, 0], "0": [0.0, 0.0]}""");
        Assert.Equal(["0", "2", "10"], counts.Layers);
        Assert.Equal([1L, 3], counts.Counts[2]);
        Assert.Equal([0.25, 0.75], counts.Frequencies[2]);
        Assert.Equal([0.0, 0], counts.Frequencies[0]);
        Assert.Equal([0, 1], DominantExperts.Choose(counts.Frequencies, 1).Skip(1).Select(layer => layer[0]));
    }

    [Theory]
    [InlineData("[]", "expected an object")]
    [InlineData("{}", "no layers")]
    [InlineData("{", "not JSON")]
    [InlineData("{\"a\": [1]}", "key 'a'")]
    [InlineData("{\"-1\": [1]}", "key '-1'")]
    [InlineData("{\"0\": []}", "layer 0")]
    [InlineData("{\"0\": 3}", "layer 0")]
    [InlineData("{\"0\": [1, -2]}", "expert 1")]
    [InlineData("{\"0\": [0.5]}", "expert 0")]
    [InlineData("{\"0\": [1e300]}", "expert 0")]
    [InlineData("{\"0\": [\"1\"]}", "expert 0")]
    [InlineData("{\"0\": [1], \"00\": [2]}", "twice")]
    public void Should_Say_What_Is_Wrong_When_The_File_Is_Not_In_The_Format(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static RoutingCounts Read(string text)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "counts.json");
        File.WriteAllText(path, text);
        return RoutingCounts.Read(path);
    }
}
