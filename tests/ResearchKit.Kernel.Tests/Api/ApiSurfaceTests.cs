using ResearchKit.Kernel.Sessions;
using ResearchKit.Tests.Shared;

namespace ResearchKit.Kernel.Tests.Api;

public class ApiSurfaceTests
{
    [Fact]
    public void Should_Offer_What_The_Committed_List_Says() => ApiSnapshot.Check(typeof(CSharpSession).Assembly);
}
