using System.Net;
using System.Net.Sockets;

namespace ResearchKit.Tests.Data;

/// <summary>A web server on the loopback interface that can misbehave on demand.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/files/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    public bool KnowsRanges { get; set; } = true;

    /// <summary>After how many bytes each of the next answers is cut off.</summary>
    public Queue<int> Cuts { get; } = [];

    /// <summary>The Range header of each request, empty where there was none.</summary>
    public List<string> Ranges { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var range = context.Request.Headers["Range"] ?? string.Empty;
        Ranges.Add(range);
        if (!Files.TryGetValue(Path.GetFileName(context.Request.Url!.LocalPath), out var content))
        {
            context.Response.StatusCode = 404;
            context.Response.Close();
            return;
        }

        var start = KnowsRanges && range.Length > 0 ? int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (start > 0 && start >= content.Length)
        {
            context.Response.StatusCode = 416;
            context.Response.Close();
            return;
        }

        if (start > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.AddHeader("Content-Range", $"bytes {start}-{content.Length - 1}/{content.Length}");
        }

        context.Response.ContentLength64 = content.Length - start;
        var cut = Cuts.Count > 0 ? Cuts.Dequeue() : int.MaxValue;
        var end = (int)Math.Min(content.Length, (long)start + cut);
        context.Response.OutputStream.Write(content.AsSpan(start, end - start));
        if (end < content.Length)
        {
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return;
        }

        context.Response.Close();
    }
}
