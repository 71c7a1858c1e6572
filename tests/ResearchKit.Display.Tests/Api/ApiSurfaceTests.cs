using ResearchKit.Tests.Shared;

namespace ResearchKit.Display.Tests;

public class ApiSurfaceTests
{
    [Fact]
    public void Should_Offer_What_The_Committed_List_Says() => ApiSnapshot.Check(typeof(Figure).Assembly);
}
