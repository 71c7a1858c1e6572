using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Handlers;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.Native;
using ResearchKit.Kernel.Jupyter.ZeroMq;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter;

/// <summary>A Jupyter kernel: a C# session that a front end drives by the Jupyter messaging protocol 5.3.</summary>
/// <remarks>
/// Each socket belongs to one thread, but for the published one, which has a lock. Requests of the shell channel are handled one after
/// the other; interrupt and shutdown come by the control channel and never wait for a cell.
/// </remarks>
public sealed class JupyterKernel : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly ZmqContext _context;
    private readonly KernelLog _log;
    private readonly KernelSession _session;
    private readonly CellInterrupt _interrupt = new();
    private readonly ManualResetEventSlim _stopped = new();
    private readonly IopubChannel _iopub;
    private readonly List<Thread> _threads = [];
    private volatile bool _isEnding;

    /// <summary>Starts a kernel: it listens when this returns.</summary>
    /// <param name="connection">Where it listens and how messages are signed.</param>
    /// <param name="options">How it is set up; null means the defaults.</param>
    /// <exception cref="InvalidOperationException">The address can be reached from other machines and <see cref="KernelOptions.AllowsRemote"/> is false.</exception>
    /// <exception cref="DllNotFoundException">libzmq is not on this machine; the message lists what was tried.</exception>
    /// <exception cref="IOException">A port is taken, or the address is not of this machine.</exception>
    public JupyterKernel(ConnectionFile connection, KernelOptions? options = null)
        : this(connection, options, null)
    {
    }

    /// <summary>Starts a kernel that catches native output.</summary>
    /// <param name="connection">Where it listens and how messages are signed.</param>
    /// <param name="options">How it is set up; null means the defaults.</param>
    /// <param name="native">Catches native output, or null where nothing does; the caller disposes it.</param>
    internal JupyterKernel(ConnectionFile connection, KernelOptions? options, NativeOutput? native)
    {
        ArgumentNullException.ThrowIfNull(connection);
        options ??= new KernelOptions();
        if (!connection.IsLocal && !options.AllowsRemote)
        {
            throw new InvalidOperationException($"The connection file asks to listen on {connection.Address}, which other machines can reach; a kernel runs any code that it is sent. Expected a loopback address such as 127.0.0.1.");
        }

        _log = new KernelLog(options.Log ?? Console.Error);
        _context = new ZmqContext();
        var sockets = new KernelSockets(_context, connection);
        try
        {
            var wire = new WireFormat(new MessageSigner(connection.Key));
            _iopub = new IopubChannel(sockets.Open(ZmqSocketKind.Publish, connection.Ports.Iopub), wire);
            var shell = new RequestChannel("shell", sockets.Open(ZmqSocketKind.Router, connection.Ports.Shell), wire, _log);
            var control = new RequestChannel("control", sockets.Open(ZmqSocketKind.Router, connection.Ports.Control), wire, _log);
            var stdin = new StdinChannel(sockets.Open(ZmqSocketKind.Router, connection.Ports.Stdin), wire, _log);
            var heartbeat = new Heartbeat(sockets.Open(ZmqSocketKind.Reply, connection.Ports.Heartbeat));
            _session = new KernelSession(new SessionOptions { BaseFolder = options.BaseFolder, FigureRenderer = options.FigureRenderer });
            _iopub.PublishStatus("starting", null);
            StartThread("heartbeat", heartbeat.Run, heartbeat);
            StartThread("control", () => Serve(control, ControlHandlers()), control);
            StartThread("shell", () => Serve(shell, [.. ControlHandlers(), .. ShellHandlers(stdin, native)]), shell, stdin);
        }
        catch
        {
            sockets.Dispose();
            _context.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the kernel to be shut down by a front end or by <see cref="Stop"/>.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <returns>Whether it was.</returns>
    public bool Wait(TimeSpan limit) => _stopped.Wait(limit);

    /// <summary>Interrupts the running cell; between cells it does nothing.</summary>
    public void Interrupt() => _interrupt.Interrupt();

    /// <summary>Shuts the kernel down. A running cell is interrupted.</summary>
    public void Stop() => _stopped.Set();

    /// <summary>Whether a cell did not end with the kernel, as one inside a native call cannot; its thread ends with the process.</summary>
    public bool HasStuckCell { get; private set; }

    /// <summary>Ends the kernel: sends what is to be sent and closes its sockets.</summary>
    public void Dispose()
    {
        Stop();
        _interrupt.Interrupt();
        _context.Shutdown();
        _iopub.Dispose();
        foreach (var thread in _threads)
        {
            HasStuckCell |= !thread.Join(EndLimit);
        }

        _session.Dispose();
        if (!HasStuckCell)
        {
            _context.Dispose();
        }

    }

    private IRequestHandler[] ControlHandlers() =>
    [
        new KernelInfoHandler(),
        new InterruptHandler(_interrupt),
        new ShutdownHandler(_iopub, () => _isEnding = true),
        new DebugHandler(),
    ];

    private IRequestHandler[] ShellHandlers(StdinChannel stdin, NativeOutput? native)
    {
        var history = new ExecutionHistory();
        return
        [
            new ExecuteHandler(_session, _iopub, stdin, history, _interrupt, native),
            new CompleteHandler(_session, _interrupt),
            new InspectHandler(_session, _interrupt),
            new IsCompleteHandler(_session),
            new HistoryHandler(history),
            new CommInfoHandler(),
            new CommOpenHandler(_iopub),
            new CommIgnoreHandler("comm_msg"),
            new CommIgnoreHandler("comm_close"),
        ];
    }

    private void Serve(RequestChannel channel, IReadOnlyList<IRequestHandler> handlers)
    {
        var dispatcher = new RequestDispatcher(_iopub, _log, handlers);
        while (!_stopped.IsSet && channel.Next() is { } request)
        {
            dispatcher.Dispatch(request, channel);
            if (_isEnding)
            {
                Stop();
            }
        }
    }

    private void StartThread(string name, Action run, params IDisposable[] owned)
    {
        var thread = new Thread(() =>
        {
            try
            {
                run();
            }
            catch (Exception exception)
            {
                // Without this channel the front end waits for ever: better to end, so that it sees a dead kernel.
                _log.Write($"the {name} channel failed: {exception}");
                Stop();
            }
            finally
            {
                foreach (var item in owned)
                {
                    item.Dispose();
                }
            }
        })
        {
            IsBackground = true,
            Name = $"kernel {name}",
        };
        _threads.Add(thread);
        thread.Start();
    }
}
