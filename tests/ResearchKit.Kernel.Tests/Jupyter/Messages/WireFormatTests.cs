using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Tests.Jupyter.Messages;

public sealed class WireFormatTests
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private readonly WireFormat _wire = new(new MessageSigner(Key));

    [Fact]
    public void Should_Read_What_It_Writes()
    {
        var parent = _wire.Read(Frames("first_request", new JsonObject()));
        List<byte[]> frames = [.. Write(_wire, [[1, 0, 255], []], "some_reply", new JsonObject { ["text"] = "ä\n\ud83d\ude00<b>" }, parent), [7, 8]];
        var read = _wire.Read(frames);
        Assert.Equal([[1, 0, 255], []], read.Identities);
        Assert.Equal("some_reply", read.Header.Type);
        Assert.Equal("ä\n\ud83d\ude00<b>", read.Content.GetProperty("text").GetString());
        Assert.Equal([[7, 8]], read.Buffers);
        var parentHeader = JsonNode.Parse(frames[5])!;
        Assert.Equal(parent.Header.Id, (string?)parentHeader["msg_id"]);
        Assert.Equal("5.3", (string?)parentHeader["version"]);
    }

    [Fact]
    public void Should_Write_A_Valid_Text_When_Half_A_Character_Is_Printed()
    {
        var read = _wire.Read(Frames("stream", new JsonObject { ["text"] = "a\ud83d" }));
        Assert.Equal("a\ufffd", read.Content.GetProperty("text").GetString());
    }

    [Fact]
    public void Should_Drop_A_Message_That_Came_Before()
    {
        var frames = Frames("execute_request", new JsonObject());
        _wire.Read(frames);
        Assert.Contains("came before", Error(frames), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Drop_A_Message_Of_Another_Key_And_Not_Take_It_For_Seen()
    {
        var frames = Frames("execute_request", new JsonObject());
        var forged = frames.ToList();
        forged[1] = Encoding.ASCII.GetBytes(new string('0', 64));
        Assert.Contains("signature", Error(forged), StringComparison.Ordinal);
        Assert.Equal("execute_request", _wire.Read(frames).Header.Type);
    }

    [Theory]
    [InlineData(0, "x")]
    [InlineData(2, "{\"msg_id\": 1, \"msg_type\": \"x\"}")]
    [InlineData(2, "{\"msg_id\": \"1\"}")]
    [InlineData(2, "[]")]
    [InlineData(3, "null")]
    [InlineData(4, "\"\"")]
    [InlineData(5, "{")]
    [InlineData(5, "")]
    public void Should_Drop_A_Message_With_A_Frame_That_Is_None(int frame, string content)
    {
        var frames = Frames("execute_request", new JsonObject());
        frames[frame] = Encoding.UTF8.GetBytes(content);
        Assert.NotEmpty(Error(Sign(frames)));
    }

    [Fact]
    public void Should_Drop_Content_That_Is_Nested_Deeper_Than_Anybody_Writes()
    {
        var frames = Frames("execute_request", new JsonObject());
        frames[5] = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}");
        Assert.Contains("content is not JSON", Error(Sign(frames)), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Drop_Any_Frames_Without_Harm()
    {
        Prop.ForAll<byte[][]>(frames =>
        {
            try
            {
                new WireFormat(new MessageSigner(default)).Read([.. (frames ?? []).Select(frame => frame ?? [])]);
                return false;
            }
            catch (MalformedMessageException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Should_Drop_Or_Read_A_Message_With_Damage_Anywhere()
    {
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var frames = Frames("execute_request", new JsonObject { ["code"] = "1", ["silent"] = false });
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var frame = random.Next(frames.Count);
                frames[frame] = Damage(frames[frame], random);
            }

            try
            {
                new WireFormat(new MessageSigner(i % 2 == 0 ? default : Key)).Read(i % 4 == 1 ? Sign(frames) : frames);
            }
            catch (MalformedMessageException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    private static byte[] Damage(byte[] frame, Random random)
    {
        var copy = frame.ToList();
        switch (random.Next(3))
        {
            case 0 when copy.Count > 0:
                copy[random.Next(copy.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when copy.Count > 0:
                copy.RemoveRange(random.Next(copy.Count), 1);
                break;
            default:
                copy.Insert(random.Next(copy.Count + 1), (byte)random.Next(256));
                break;
        }

        return [.. copy];
    }

    private static List<byte[]> Write(WireFormat wire, IEnumerable<byte[]> identities, string type, JsonObject content, JupyterRequest? parent) =>
        [.. wire.Write(identities, type, content, parent).Select(frame => frame.ToArray())];

    private static List<byte[]> Sign(List<byte[]> frames)
    {
        if (frames.Count >= 6)
        {
            frames[1] = new MessageSigner(Key).Sign(frames[2], frames[3], frames[4], frames[5]);
        }

        return frames;
    }

    private List<byte[]> Frames(string type, JsonObject content) => Write(_wire, [], type, content, null);

    private string Error(List<byte[]> frames) => Assert.Throws<MalformedMessageException>(() => _wire.Read(frames)).Message;
}
