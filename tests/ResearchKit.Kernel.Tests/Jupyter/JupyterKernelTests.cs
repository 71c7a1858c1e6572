using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter;
using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Jupyter.ZeroMq;
using ResearchKit.Kernel.Tests.Jupyter.Support;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Jupyter;

public sealed class JupyterKernelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _log = new();
    private readonly JupyterKernel _kernel;
    private readonly KernelClient _client;

    public JupyterKernelTests()
    {
        var connection = KernelClient.ConnectionIn(_folder.Path);
        _kernel = new JupyterKernel(connection, new KernelOptions { BaseFolder = _folder.Path, Log = TextWriter.Synchronized(_log) });
        _client = new KernelClient(connection);
    }

    [Fact]
    public void Should_Say_What_It_Is_On_Both_Channels()
    {
        foreach (var channel in new[] { _client.Shell, _client.Control })
        {
            var info = _client.Ask(channel, "kernel_info_request");
            Assert.Equal("5.3", info.GetProperty("protocol_version").GetString());
            Assert.Equal("C#", info.GetProperty("language_info").GetProperty("name").GetString());
            Assert.Equal(".cs", info.GetProperty("language_info").GetProperty("file_extension").GetString());
        }
    }

    [Fact]
    public void Should_Echo_Heartbeats()
    {
        KernelClient.Send(_client.Heartbeat, [[1, 2, 3]]);
        Assert.True(_client.Heartbeat.Poll(TimeSpan.FromSeconds(30)));
        Assert.Equal([[1, 2, 3]], _client.Heartbeat.TryReceive(9)!.Value.Frames);
    }

    [Fact]
    public void Should_Publish_What_A_Cell_Does_Between_Busy_And_Idle()
    {
        _client.WaitForIopub();
        var reply = _client.Ask(_client.Shell, "execute_request", new JsonObject { ["code"] = "Console.Write(\"a\"); 1 + 1" });
        Assert.Equal("ok", reply.GetProperty("status").GetString());
        Assert.Equal(1, reply.GetProperty("execution_count").GetInt32());
        var published = _client.Published();
        Assert.Equal(["status: busy", "execute_input", "stream", "execute_result", "status: idle"], published.Select(line => line.StartsWith("status", StringComparison.Ordinal) ? line : line.Split(':')[0]));
        Assert.Contains("\"text/plain\":\"2\"", published[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("execute_request", "{}", "code is missing")]
    [InlineData("execute_request", "{\"code\": 1}", "code is 1; expected a text")]
    [InlineData("execute_request", "{\"code\": \"\", \"silent\": \"yes\"}", "silent is \"yes\"; expected true or false")]
    [InlineData("execute_request", "{\"code\": \"\", \"user_expressions\": {\"a\": 1}}", "a is 1; expected a text")]
    [InlineData("complete_request", "{\"code\": \"\", \"cursor_pos\": 1e99}", "cursor_pos is 1e99; expected a whole number")]
    [InlineData("history_request", "{\"hist_access_type\": \"all\"}", "hist_access_type is 'all'")]
    public void Should_Refuse_A_Request_That_Says_Something_Else_Than_The_Protocol(string type, string content, string expected)
    {
        var reply = _client.Ask(_client.Shell, type, (JsonObject)JsonNode.Parse(content)!);
        Assert.Equal("error", reply.GetProperty("status").GetString());
        Assert.Equal("InvalidRequest", reply.GetProperty("ename").GetString());
        Assert.Contains(expected, reply.GetProperty("evalue").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Go_On_When_It_Is_Sent_Rubbish()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var frames = Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(4) == 0 ? "<IDS|MSG>"u8.ToArray() : RandomBytes(random)).ToList();
            KernelClient.Send(random.Next(2) == 0 ? _client.Shell : _client.Control, frames);
        }

        KernelClient.Send(_client.Shell, Enumerable.Range(0, 5000).Select(_ => Array.Empty<byte>()));
        var forged = _client.Frames("execute_request", new JsonObject { ["code"] = "System.IO.File.WriteAllText(\"forged\", \"\");" });
        forged[1] = Encoding.ASCII.GetBytes(new string('a', 64));
        KernelClient.Send(_client.Shell, forged);
        Assert.Equal("ok", _client.Ask(_client.Shell, "kernel_info_request").GetProperty("status").GetString());
        Assert.Equal("ok", _client.Ask(_client.Control, "kernel_info_request").GetProperty("status").GetString());
        Assert.False(File.Exists(_folder.In("forged")));
        Assert.Contains("dropped a message on shell: its signature", _log.ToString(), StringComparison.Ordinal);
        Assert.Contains("more than 256 frames", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Run_A_Request_Once_When_It_Is_Sent_Again()
    {
        var frames = _client.Frames("execute_request", new JsonObject { ["code"] = "1" });
        KernelClient.Send(_client.Shell, frames);
        KernelClient.Send(_client.Shell, frames);
        Assert.Equal(1, _client.Next(_client.Shell).Content.GetProperty("execution_count").GetInt32());
        Assert.Equal(2, _client.Ask(_client.Shell, "execute_request", new JsonObject { ["code"] = "2" }).GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public void Should_Close_What_A_Widget_Opens()
    {
        _client.WaitForIopub();
        KernelClient.Send(_client.Shell, _client.Frames("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() }));
        Assert.Contains(_client.Published(), line => line.StartsWith("comm_close", StringComparison.Ordinal) && line.Contains("c1", StringComparison.Ordinal));
        Assert.Equal("{}", _client.Ask(_client.Shell, "comm_info_request").GetProperty("comms").GetRawText());
    }

    [Fact]
    public void Should_Refuse_To_Debug()
    {
        var reply = _client.Ask(_client.Control, "debug_request", new JsonObject { ["seq"] = 7, ["type"] = "request", ["command"] = "initialize" });
        Assert.False(reply.GetProperty("success").GetBoolean());
        Assert.Equal(7, reply.GetProperty("request_seq").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_End_When_It_Is_Shut_Down(bool restart)
    {
        Assert.False(_kernel.Wait(TimeSpan.Zero));
        Assert.Equal(restart, _client.Ask(_client.Control, "shutdown_request", new JsonObject { ["restart"] = restart }).GetProperty("restart").GetBoolean());
        Assert.True(_kernel.Wait(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Should_Refuse_Addresses_That_Other_Machines_Reach()
    {
        var connection = ConnectionFile.Parse(Encoding.UTF8.GetBytes("""{"ip": "0.0.0.0", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}"""));
        Assert.Contains("0.0.0.0, which other machines can reach", Assert.Throws<InvalidOperationException>(() => new JupyterKernel(connection)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_The_Address_When_It_Is_Not_Of_This_Machine()
    {
        var connection = KernelClient.ConnectionIn(_folder.In("missing"));
        var error = Assert.Throws<ZmqException>(() => new JupyterKernel(connection, new KernelOptions { Log = TextWriter.Null }));
        Assert.Contains("missing/k-2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Work_Without_Signatures_When_The_Key_Is_Empty()
    {
        using var folder = new TemporaryFolder();
        var connection = KernelClient.ConnectionIn(folder.Path, key: string.Empty);
        using var kernel = new JupyterKernel(connection, new KernelOptions { Log = TextWriter.Null });
        using var client = new KernelClient(connection);
        var frames = client.Frames("kernel_info_request");
        Assert.Empty(frames[1]);
        KernelClient.Send(client.Shell, frames);
        KernelClient.Send(client.Shell, frames);
        Assert.Equal("kernel_info_reply", client.Next(client.Shell).Header.Type);
        Assert.Equal("kernel_info_reply", client.Next(client.Shell).Header.Type);
    }

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
        _folder.Dispose();
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }
}
