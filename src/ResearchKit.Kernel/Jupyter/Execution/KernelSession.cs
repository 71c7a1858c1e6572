using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>The C# session of a kernel, made and warmed up in the background while the front end says hello.</summary>
internal sealed class KernelSession : IDisposable
{
    // Each form that first cells use makes another part of the compiler ready; a declaration would stay, so there is none.
    private const string WarmUpCode = "new[] { 1, 2, 3 }.Select(number => number * 0.5).Sum()";

    private static readonly TimeSpan LanguageDelay = TimeSpan.FromSeconds(2);

    private const string Advice = "Restart the kernel, or wait until that code returns: nothing can stop it.";

    private readonly Task<CSharpSession> _session;

    /// <summary>Begins to make the session.</summary>
    /// <param name="options">How it is set up.</param>
    public KernelSession(SessionOptions options) => _session = Task.Run(() => Start(options));

    /// <summary>The session, once it is there.</summary>
    public CSharpSession Session => _session.GetAwaiter().GetResult();

    /// <summary>Runs a cell; a session that cannot take it gives an error like any other.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="output">Where what it shows goes.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it ended.</returns>
    public CellResult Run(string code, ICellOutput output, CellOptions options, CancellationToken cancellationToken)
    {
        if (Session.IsStuck)
        {
            var message = "An interrupted cell is still inside native code. " + Advice;
            return new CellResult(CellStatus.Rejected, TimeSpan.Zero, Error: new CellError("KernelStuck", message, [message]));
        }

        var result = Session.RunAsync(code, output, options, cancellationToken).GetAwaiter().GetResult();
        return Session.IsStuck && result.Error is { } error
            ? result with { Error = new CellError(error.Name, $"{error.Message} {Advice}", [.. error.Traceback, Advice]) }
            : result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsCompletedSuccessfully)
        {
            _session.Result.Dispose();
        }
    }

    private static CSharpSession Start(SessionOptions options)
    {
        var session = new CSharpSession(options);
        _ = WarmUpAsync(session);
        return session;
    }

    private static async Task WarmUpAsync(CSharpSession session)
    {
        try
        {
            await session.RunAsync(WarmUpCode, new SilentOutput(), new CellOptions { Name = "warm-up" }).ConfigureAwait(false);

            // A cell that is there already goes first.
            await Task.Delay(LanguageDelay).ConfigureAwait(false);
            await session.WarmUpLanguageAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The kernel ended before it was warm.
        }
    }
}
