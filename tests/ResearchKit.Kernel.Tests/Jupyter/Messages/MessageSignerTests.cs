using System.Text;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Tests.Jupyter.Messages;

public sealed class MessageSignerTests
{
    // RFC 4231, test case 2, cut into the four frames of a message.
    private const string Expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    private static readonly ReadOnlyMemory<byte>[] Frames = [.. new[] { "what do", " ya want ", "for ", "nothing?" }.Select(text => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(text))];

    private readonly MessageSigner _signer = new("Jefe"u8.ToArray());

    [Fact]
    public void Should_Sign_As_The_Standard_Says() => Assert.Equal(Expected, Encoding.ASCII.GetString(_signer.Sign(Frames)));

    [Theory]
    [InlineData(Expected)]
    [InlineData("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843")]
    public void Should_Take_The_Signature_Of_The_Key(string signature) =>
        Assert.Equal(Convert.FromHexString(Expected), _signer.Check(Encoding.ASCII.GetBytes(signature), Frames));

    [Theory]
    [InlineData("")]
    [InlineData("5bdc")]
    [InlineData("0bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384")]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38430")]
    [InlineData("zzdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("é")]
    public void Should_Refuse_Any_Other_Signature(string signature) =>
        Assert.Throws<MalformedMessageException>(() => _signer.Check(Encoding.UTF8.GetBytes(signature), Frames));

    [Fact]
    public void Should_Neither_Sign_Nor_Check_When_The_Key_Is_Empty()
    {
        var signer = new MessageSigner(default);
        Assert.Empty(signer.Sign(Frames));
        Assert.Empty(signer.Check("anything"u8, Frames));
    }
}
