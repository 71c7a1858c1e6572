using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Tests.Jupyter.Support;

/// <summary>A front end in the test's own process, which can also send what no front end sends.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ZmqContext _context = new();
    private readonly WireFormat _wire;

    public KernelClient(ConnectionFile connection)
    {
        _wire = new WireFormat(new MessageSigner(connection.Key));
        Shell = Connect(ZmqSocketKind.Dealer, connection.EndpointOf(connection.Ports.Shell));
        Control = Connect(ZmqSocketKind.Dealer, connection.EndpointOf(connection.Ports.Control));
        Iopub = Connect(ZmqSocketKind.Subscribe, connection.EndpointOf(connection.Ports.Iopub));
        Heartbeat = Connect(ZmqSocketKind.Request, connection.EndpointOf(connection.Ports.Heartbeat));
        Iopub.SubscribeToAll();
    }

    public ZmqSocket Shell { get; }

    public ZmqSocket Control { get; }

    public ZmqSocket Iopub { get; }

    public ZmqSocket Heartbeat { get; }

    /// <summary>Writes a connection file of sockets in a folder.</summary>
    public static ConnectionFile ConnectionIn(string folder, string key = "test key") => ConnectionFile.Parse(Encoding.UTF8.GetBytes(
        $$"""
        {"transport": "ipc", "ip": {{JsonSerializer.Serialize(Path.Combine(folder, "k"))}}, "key": "{{key}}",
         "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
        """));

    /// <summary>The frames of a message.</summary>
    public List<byte[]> Frames(string type, JsonObject? content = null) => [.. _wire.Write([], type, content ?? [], null).Select(frame => frame.ToArray())];

    /// <summary>Sends frames, whatever they are.</summary>
    public static void Send(ZmqSocket socket, IEnumerable<byte[]> frames) => socket.Send([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)]);

    /// <summary>Sends a request and waits for its reply.</summary>
    public JsonElement Ask(ZmqSocket socket, string type, JsonObject? content = null)
    {
        Send(socket, Frames(type, content));
        var reply = Next(socket);
        Assert.Equal(type.Replace("_request", "_reply", StringComparison.Ordinal), reply.Header.Type);
        return reply.Content;
    }

    /// <summary>Waits for the next message.</summary>
    public JupyterRequest Next(ZmqSocket socket)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Limit)
        {
            if (socket.Poll(TimeSpan.FromMilliseconds(100)) && socket.TryReceive(WireFormat.MaximumFrames) is { } message)
            {
                return _wire.Read(message.Frames);
            }
        }

        throw new TimeoutException("The kernel sent nothing.");
    }

    /// <summary>What is published until the kernel is idle again, as lines such as <c>stream: text</c>.</summary>
    public List<string> Published()
    {
        var lines = new List<string>();
        while (true)
        {
            var message = Next(Iopub);
            if (message.Header.Type == "status" && message.Content.GetProperty("execution_state").GetString() is var state)
            {
                lines.Add($"status: {state}");
                if (state == "idle")
                {
                    return lines;
                }
            }
            else
            {
                lines.Add($"{message.Header.Type}: {message.Content.GetRawText()}");
            }
        }
    }

    /// <summary>Waits until what is published arrives: a subscriber may come after the first messages.</summary>
    public void WaitForIopub()
    {
        while (!Iopub.Poll(TimeSpan.FromMilliseconds(50)))
        {
            Ask(Control, "kernel_info_request");
        }

        while (Iopub.Poll(TimeSpan.FromMilliseconds(200)))
        {
            Next(Iopub);
        }
    }

    public void Dispose()
    {
        foreach (var socket in new[] { Shell, Control, Iopub, Heartbeat })
        {
            socket.Dispose();
        }

        _context.Dispose();
    }

    private ZmqSocket Connect(ZmqSocketKind kind, string endpoint)
    {
        var socket = _context.Open(kind);
        socket.Set(ZmqOption.Linger, 0);
        socket.Connect(endpoint);
        return socket;
    }
}
