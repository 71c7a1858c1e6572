using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Tests.Jupyter.ZeroMq;

public sealed class ZmqLibraryTests
{
    [Fact]
    public void Should_List_What_Was_Tried_And_How_To_Get_It_When_Nothing_Loads()
    {
        var error = Assert.Throws<DllNotFoundException>(() => ZmqLibrary.Load(["libnone.so.5", "/nowhere/libzmq.so"]));
        Assert.Contains("libnone.so.5:", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libzmq.so:", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libzmq5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Try_The_System_Library_First_By_Its_Version() =>
        Assert.Contains(OperatingSystem.IsLinux() ? "libzmq.so.5" : "libzmq", ZmqLibrary.Candidates()[0], StringComparison.Ordinal);
}
