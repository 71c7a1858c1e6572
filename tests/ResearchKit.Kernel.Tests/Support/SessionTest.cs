using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Tests.Support;

/// <summary>A session over a folder of its own, and short ways to run cells in it.</summary>
public abstract class SessionTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<CSharpSession> _session;

    protected SessionTest()
    {
        _session = new Lazy<CSharpSession>(() => new CSharpSession(Options with { BaseFolder = _folder.Path }));
    }

    internal TemporaryFolder Folder => _folder;

    internal RecordingOutput Output { get; } = new();

    protected CSharpSession Session => _session.Value;

    protected virtual SessionOptions Options => new();

    protected Task<CellResult> RunAsync(string code, double? seconds = null) =>
        Session.RunAsync(code, Output, new CellOptions { TimeLimit = seconds is { } limit ? TimeSpan.FromSeconds(limit) : null }, TestContext.Current.CancellationToken);

    /// <summary>Runs a cell and cancels it shortly after it has written the word <c>started</c>.</summary>
    protected async Task<CellResult> CancelAsync(string code)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Output.Written = text =>
        {
            if (text.Contains("started", StringComparison.Ordinal))
            {
                source.CancelAfter(TimeSpan.FromMilliseconds(50));
            }
        };
        return await Session.RunAsync($"Console.Write(\"started\");\n{code}", Output, cancellationToken: source.Token);
    }

    protected async Task<object?> ValueAsync(string code)
    {
        var result = await RunAsync(code);
        Assert.True(result.Succeeded, result.Error?.ToString());
        return result.Value;
    }

    protected async Task<CellError> ErrorAsync(string code, CellStatus status)
    {
        var result = await RunAsync(code);
        Assert.Equal(status, result.Status);
        return result.Error!;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_session.IsValueCreated)
            {
                _session.Value.Dispose();
            }

            _folder.Dispose();
        }
    }
}
