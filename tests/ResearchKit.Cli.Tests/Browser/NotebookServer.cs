using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ResearchKit.Cli.Tests.Jupyter;
using ResearchKit.Display;

namespace ResearchKit.Cli.Tests.Browser;

/// <summary>The classic Jupyter Notebook server, on loopback, with settings and kernels of its own.</summary>
internal sealed class NotebookServer : IAsyncDisposable
{
    private const string Token = "researchkit-browser-test";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly JupyterHome _home;
    private readonly string _url;

    private NotebookServer(Process process, JupyterHome home, string url)
    {
        _process = process;
        _home = home;
        _url = url;
    }

    /// <summary>The server's program, or null where it is not installed.</summary>
    public static string? Program { get; } = ProgramFinder.Find("jupyter-notebook");

    /// <summary>Installs the kit's kernel for a server of its own and starts it.</summary>
    /// <param name="folder">The folder whose notebooks it serves.</param>
    /// <returns>The server, which answers.</returns>
    public static async Task<NotebookServer> StartAsync(string folder)
    {
        var home = await JupyterHome.CreateAsync();
        var start = new ProcessStartInfo(Program!, ["--no-browser", "--ip=127.0.0.1", $"--port={FreePort()}", "--allow-root", $"--NotebookApp.token={Token}", $"--notebook-dir={folder}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in home.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new NotebookServer(process, home, await UrlAsync(process, home.RuntimeFolder));
    }

    /// <summary>The page of a notebook.</summary>
    /// <param name="path">The notebook's path below the served folder.</param>
    /// <returns>The address, token included.</returns>
    public string PageOf(string path) => $"{_url}notebooks/{path}?token={Token}";

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _home.Dispose();
    }

    /// <summary>A port that was free a moment ago; the server takes one of the next ones when it no longer is.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for the file in which a running server says its address.</summary>
    private static async Task<string> UrlAsync(Process process, string runtime)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StartLimit)
        {
            Assert.False(process.HasExited, "The notebook server ended while it started.");
            foreach (var file in Directory.Exists(runtime) ? Directory.GetFiles(runtime, "nbserver-*.json") : [])
            {
                if (await ReadUrlAsync(file) is { } url)
                {
                    return url;
                }
            }

            await Task.Delay(200);
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"The notebook server wrote no address within {StartLimit}.");
    }

    private static async Task<string?> ReadUrlAsync(string file)
    {
        try
        {
            return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("url").GetString();
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            // Half written: the next look finds it whole.
            return null;
        }
    }
}
