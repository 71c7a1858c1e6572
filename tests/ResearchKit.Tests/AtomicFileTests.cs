namespace ResearchKit.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Replace_A_File_And_Create_Its_Folder()
    {
        AtomicFile.Write(_folder["new/folder/a"], "one"u8);
        AtomicFile.Write(_folder["new/folder/a"], "two"u8);

        Assert.Equal("two", File.ReadAllText(_folder["new/folder/a"]));
        Assert.Single(Directory.GetFiles(_folder["new/folder"]));
    }

    [Fact]
    public void Should_Keep_The_Old_File_When_Writing_Fails()
    {
        AtomicFile.Write(_folder["a"], "old"u8);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Should_Refuse_A_Folder() =>
        Assert.ThrowsAny<SystemException>(() => AtomicFile.Write(_folder.Path, "x"u8));
}
