using System.Net;
using System.Text;
using System.Text.Json;

namespace ResearchKit.Kernel.Jupyter.Connection;

/// <summary>Where a kernel listens and how its messages are signed, as a front end wrote it for the kernel.</summary>
public sealed record ConnectionFile
{
    private const int MaximumBytes = 64 * 1024;

    // Addresses of Unix sockets have about 100 characters.
    private const int MaximumIpcPath = 90;

    private ConnectionFile(KernelTransport transport, string address, KernelPorts ports, byte[] key)
    {
        Transport = transport;
        Address = address;
        Ports = ports;
        Key = key;
    }

    /// <summary>TCP or file system sockets.</summary>
    public KernelTransport Transport { get; }

    /// <summary>The IP address for TCP, the start of the socket files' path otherwise.</summary>
    public string Address { get; }

    /// <summary>The ports, all different.</summary>
    public KernelPorts Ports { get; }

    /// <summary>The key of the signatures; empty means that messages are not signed.</summary>
    public ReadOnlyMemory<byte> Key { get; }

    /// <summary>Whether only programs on this machine can reach the kernel.</summary>
    public bool IsLocal => Transport == KernelTransport.Ipc || (IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no connection file, or asks for what this kernel does not do; the message says what was found.</exception>
    public static ConnectionFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        if (stream.Length > MaximumBytes)
        {
            throw new InvalidDataException($"'{path}' has {stream.Length} bytes; a connection file has at most {MaximumBytes}.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        try
        {
            return Parse(bytes);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is not a connection file of Jupyter: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the JSON of a connection file.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidDataException">A value is missing or cannot be; the message says which.</exception>
    public static ConnectionFile Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"it holds a JSON {document.RootElement.ValueKind}; expected an object.");
            }

            return Parse(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"it is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The ZeroMQ address of one of the ports.</summary>
    /// <param name="port">The port.</param>
    /// <returns>An address such as <c>tcp://127.0.0.1:5555</c>.</returns>
    public string EndpointOf(int port) => Transport switch
    {
        KernelTransport.Ipc => FormattableString.Invariant($"ipc://{Address}-{port}"),
        _ when Address.Contains(':', StringComparison.Ordinal) => FormattableString.Invariant($"tcp://[{Address}]:{port}"),
        _ => FormattableString.Invariant($"tcp://{Address}:{port}"),
    };

    private static ConnectionFile Parse(JsonElement root)
    {
        var transport = Text(root, "transport", "tcp") switch
        {
            "tcp" => KernelTransport.Tcp,
            "ipc" => KernelTransport.Ipc,
            var other => throw new InvalidDataException($"transport is '{other}'; expected tcp or ipc."),
        };
        var scheme = Text(root, "signature_scheme", "hmac-sha256");
        if (scheme != "hmac-sha256")
        {
            throw new InvalidDataException($"signature_scheme is '{scheme}'; this kernel signs with hmac-sha256 only.");
        }

        var ports = new KernelPorts(Port(root, "shell_port"), Port(root, "iopub_port"), Port(root, "stdin_port"), Port(root, "control_port"), Port(root, "hb_port"));
        if (new[] { ports.Shell, ports.Iopub, ports.Stdin, ports.Control, ports.Heartbeat }.Distinct().Count() < 5)
        {
            throw new InvalidDataException($"two of its ports are the same: {ports}.");
        }

        var address = Text(root, "ip", transport == KernelTransport.Tcp ? "127.0.0.1" : null);
        return new ConnectionFile(transport, transport == KernelTransport.Tcp ? TcpAddress(address) : IpcPath(address), ports, Encoding.UTF8.GetBytes(Text(root, "key", string.Empty)));
    }

    // Names other than localhost are left to nobody: what they mean depends on the machine's resolver.
    private static string TcpAddress(string address) => address switch
    {
        "localhost" => "127.0.0.1",
        "" or "*" => "0.0.0.0",
        _ when IPAddress.TryParse(address, out var parsed) => parsed.ToString(),
        _ => throw new InvalidDataException($"ip is '{address}'; expected an IP address, localhost or *."),
    };

    private static string IpcPath(string address) => address.Length is > 0 and <= MaximumIpcPath && !address.Any(char.IsControl) && !address.StartsWith('@')
        ? address
        : throw new InvalidDataException($"ip is '{address}'; with the transport ipc it is the start of a file name, 1 to {MaximumIpcPath} characters.");

    private static string Text(JsonElement root, string name, string? missing)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return missing ?? throw new InvalidDataException($"{name} is missing.");
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new InvalidDataException($"{name} is {value.GetRawText()}; expected a text.");
    }

    private static int Port(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            throw new InvalidDataException($"{name} is missing.");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var port) && port is > 0 and < 65536
            ? port
            : throw new InvalidDataException($"{name} is {value.GetRawText()}; expected a port from 1 to 65535.");
    }
}
