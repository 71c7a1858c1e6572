using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class ClaimsTests
{
    [Fact]
    public void Should_Write_Every_Form_As_Expected()
    {
        var claims = Sample();
        Expect.Text("claims.txt", string.Join("\n----\n", claims.ToText(), claims.ToHtml().Replace("><", ">\n<", StringComparison.Ordinal), claims.ToJson()));
    }

    [Fact]
    public void Should_Carry_JSON_HTML_And_Text() =>
        Assert.Equal([MimeTypes.Claims, MimeTypes.Html, MimeTypes.Text], Sample().ToBundle().Data.Keys);

    [Fact]
    public void Should_Have_The_Agreed_Keys_In_Order()
    {
        var claim = JsonNode.Parse(Sample().ToJson())![0]!.AsObject();
        Assert.Equal(["id", "statement", "source", "measured", "spread", "bound", "holds"], claim.Select(pair => pair.Key).Take(7));
    }

    [Fact]
    public void Should_Fail_When_One_Part_Fails()
    {
        var claim = new Claims().Check("A", "both", "here", [new ClaimPart("p", 1.0, Bound.Above(0)), new ClaimPart("q", 1.0, Bound.Below(0))]);
        Assert.False(claim.Holds);
        Assert.Equal("p 1.000; q 1.000", claim.Measured);
        Assert.Equal("p > 0; q < 0", claim.Bound);
    }

    [Fact]
    public void Should_Not_Hold_When_Nothing_Finite_Was_Measured()
    {
        Assert.False(Bound.Above(0).Holds(double.NaN));
        Assert.False(Bound.AtLeast(0).Holds(double.PositiveInfinity));
        Assert.False(Bound.Below(1).Holds(new Measurement()));
        Assert.False(Bound.Below(10).Holds(new Measurement(1, double.NaN)));
    }

    [Theory]
    [InlineData(0.1, false, false, true, true, true)]
    [InlineData(0.2, true, false, true, false, false)]
    [InlineData(0.0, false, true, false, true, false)]
    public void Should_Include_Or_Exclude_The_Limit(double value, bool above, bool below, bool atLeast, bool atMost, bool between)
    {
        Assert.Equal(above, Bound.Above(0.1).Holds(value));
        Assert.Equal(below, Bound.Below(0.1).Holds(value));
        Assert.Equal(atLeast, Bound.AtLeast(0.1).Holds(value));
        Assert.Equal(atMost, Bound.AtMost(0.1).Holds(value));
        Assert.Equal(between, Bound.Between(0.05, 0.15).Holds(value));
        Assert.Equal(between, Bound.Within(0.1, 0.05).Holds(value));
    }

    [Fact]
    public void Should_Ask_Each_Value_When_Told_So()
    {
        Measurement measured = new[] { 0.0, 3.0 };
        Assert.True(Bound.Above(1).Holds(measured));
        Assert.False(Bound.Above(1).ForEach().Holds(measured));
        Assert.Equal("> 1 for each", Bound.Above(1).ForEach().ForEach().Text);
        Assert.True(Bound.When("not negative", value => value >= 0).ForEach().Holds(measured));
    }

    [Fact]
    public void Should_Refuse_Claims_That_Say_Too_Little()
    {
        var claims = Sample();
        Assert.Contains("'F1' already", Assert.Throws<ArgumentException>(() => claims.NotChecked("F1", "s", "t", "r")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => claims.NotChecked("N", "s", "t", " "));
        Assert.Contains("must say why", Assert.Throws<ArgumentException>(() => claims.Add(new Claim { Id = "N", Statement = "s", Source = "t" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => claims.Check("N", "s", "t", []));
        Assert.Throws<ArgumentException>(() => claims.Check("N", "s", "t", [new ClaimPart("p", 1.0, Bound.Above(0)), new ClaimPart("p", 1.0, Bound.Above(0))]));
        Assert.Throws<ArgumentException>(() => claims.Check(" ", "s", "t", 1.0, Bound.Above(0)));
        Assert.Throws<ArgumentException>(() => Bound.Between(2, 1));
        Assert.Equal(5, claims.Count);
    }

    [Fact]
    public void Should_Find_A_Claim_By_Name_And_Count_Verdicts()
    {
        var claims = Sample();
        Assert.True(claims["F1"].Holds);
        Assert.Throws<KeyNotFoundException>(() => claims["X"]);
        Assert.Equal((2, 2, 1), (claims.HoldCount, claims.FailCount, claims.NotCheckedCount));
    }

    [Fact]
    public void Should_Escape_What_Comes_From_Outside()
    {
        var claims = new Claims();
        claims.Check("<i>", "<script>alert(1)</script>", "<img src=x>", "<b>", "</td>", true, "</table>");
        var html = claims.ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
    }

    private static Claims Sample()
    {
        var claims = new Claims();
        claims.Check("F1", "Matching reduces the distance a little.", "Table 1", new Measurement(18.4, 17.9, 19.0), Bound.Between(5, 30), note: "paper: 6 to 20");
        claims.Check("F2", "Naive averaging fails, matched averaging does not.", "Table 1",
        [
            new ClaimPart("naive barrier (nats)", new Measurement(1.197, 1.21, 1.19), Bound.Above(0.5)),
            new ClaimPart("matched barrier (nats)", new Measurement(0.13, 0.2, 0.11), Bound.Below(0.1)),
        ]);
        claims.Check("F3", "A permuted network computes the same function.", "eq. 3", "largest difference 3e-7", "at most 1e-6", true);
        claims.Check("F4", "The estimate converges.", "section 4", double.NaN, Bound.Below(1));
        claims.NotChecked("F12", "With batch normalisation a reset is needed.", "Fig. 5", "convolutional networks are left out of the quick profile");
        return claims;
    }

    [Fact]
    public void Should_Give_A_Table_That_Other_Programs_Read()
    {
        var claims = new Claims();
        claims.Check("F1", "It | holds.", "Table 1", new Measurement(1.0, 1.2), Bound.Above(0.5));
        claims.NotChecked("F2", "Too large.", "Fig. 2", "needs a GPU");

        Assert.Equal("claim,verdict,statement,source,measured,spread,bound,note\nF1,✔ holds,It | holds.,Table 1,1.100,0.14,> 0.5,\nF2,○ not checked,Too large.,Fig. 2,,,,needs a GPU\n", claims.ToDisplayString(MimeTypes.Csv));
        Assert.Contains(@"It \| holds.", claims.ToDisplayString(MimeTypes.Markdown), StringComparison.Ordinal);
        Assert.Contains(@"\toprule", claims.ToDisplayString(MimeTypes.Latex), StringComparison.Ordinal);
    }
}
