using System.Text;
using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Jupyter.Connection;

public sealed class ConnectionFileTests
{
    private const string Valid =
        """
        {"transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 65535,
         "key": "secret", "signature_scheme": "hmac-sha256", "kernel_name": "x", "jupyter_session": "of a newer server"}
        """;

    [Fact]
    public void Should_Read_What_Jupyter_Writes()
    {
        var connection = Parse(Valid);
        Assert.Equal(KernelTransport.Tcp, connection.Transport);
        Assert.Equal(new KernelPorts(1, 2, 3, 4, 65535), connection.Ports);
        Assert.Equal("secret"u8.ToArray(), connection.Key.ToArray());
        Assert.True(connection.IsLocal);
        Assert.Equal("tcp://127.0.0.1:65535", connection.EndpointOf(connection.Ports.Heartbeat));
    }

    [Theory]
    [InlineData("127.0.0.1", true, "tcp://127.0.0.1:1")]
    [InlineData("127.8.9.10", true, "tcp://127.8.9.10:1")]
    [InlineData("localhost", true, "tcp://127.0.0.1:1")]
    [InlineData("::1", true, "tcp://[::1]:1")]
    [InlineData("0.0.0.0", false, "tcp://0.0.0.0:1")]
    [InlineData("*", false, "tcp://0.0.0.0:1")]
    [InlineData("", false, "tcp://0.0.0.0:1")]
    [InlineData("::", false, "tcp://[::]:1")]
    [InlineData("192.168.1.5", false, "tcp://192.168.1.5:1")]
    public void Should_Tell_Whether_Other_Machines_Reach_It(string address, bool isLocal, string endpoint)
    {
        var connection = Parse(Valid.Replace("127.0.0.1", address, StringComparison.Ordinal));
        Assert.Equal(isLocal, connection.IsLocal);
        Assert.Equal(endpoint, connection.EndpointOf(1));
    }

    [Fact]
    public void Should_Name_Socket_Files_When_The_Transport_Is_Ipc()
    {
        var connection = Parse(Valid.Replace("tcp", "ipc", StringComparison.Ordinal).Replace("127.0.0.1", "/run/k", StringComparison.Ordinal));
        Assert.True(connection.IsLocal);
        Assert.Equal("ipc:///run/k-4", connection.EndpointOf(connection.Ports.Control));
    }

    [Theory]
    [InlineData("\"tcp\"", "\"udp\"", "transport is 'udp'")]
    [InlineData("\"127.0.0.1\"", "\"example.org\"", "ip is 'example.org'")]
    [InlineData("\"127.0.0.1\"", "7", "ip is 7; expected a text")]
    [InlineData("65535", "65536", "hb_port is 65536")]
    [InlineData("65535", "0", "hb_port is 0")]
    [InlineData("65535", "1.5", "hb_port is 1.5")]
    [InlineData("65535", "\"5\"", "hb_port is \"5\"")]
    [InlineData("65535", "1", "the same")]
    [InlineData("\"hb_port\"", "\"other\"", "hb_port is missing")]
    [InlineData("hmac-sha256", "hmac-md5", "hmac-md5")]
    [InlineData("\"secret\"", "null", "key is null")]
    [InlineData("{", "[", "not JSON")]
    public void Should_Say_What_Is_Wrong(string part, string replacement, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => Parse(Valid.Replace(part, replacement, StringComparison.Ordinal)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@abstract")]
    [InlineData("a-folder-whose-name-is-so-long-that-the-address-of-a-socket-in-it-does-not-fit-into-the-system's-structure")]
    public void Should_Refuse_Names_That_No_Socket_File_Can_Have(string path)
    {
        var json = Valid.Replace("tcp", "ipc", StringComparison.Ordinal).Replace("127.0.0.1", path, StringComparison.Ordinal);
        Assert.Contains("start of a file name", Assert.Throws<InvalidDataException>(() => Parse(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_The_File_When_It_Is_None()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list.json", "[1]");
        var huge = folder.Write("huge.json", new string(' ', 100_000));
        Assert.Contains("list.json' is not a connection file", Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(list)).Message, StringComparison.Ordinal);
        Assert.Contains("100000 bytes", Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(huge)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ConnectionFile.Read(folder.In("missing.json")));
    }

    private static ConnectionFile Parse(string json) => ConnectionFile.Parse(Encoding.UTF8.GetBytes(json));
}
