using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.Native;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>Publishes what a cell shows, in order: console, native output, displays, result.</summary>
/// <remarks>
/// Text is gathered for some milliseconds, so that a cell that prints a million lines sends some hundred messages. Displays are sent
/// at once, after the text before them. Thread safe.
/// </remarks>
internal sealed class CellPublisher : ICellOutput, INativeOutputTarget, IDisposable
{
    private const int MaximumText = 128 * 1024;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly IopubChannel _iopub;
    private readonly JupyterRequest _request;
    private readonly int _count;
    private readonly bool _isSilent;
    private readonly NativeOutput? _native;
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly Timer _timer;
    private ConsoleChannel _channel;
    private long _sent = long.MinValue / 2;
    private bool _isTimed;
    private bool _isOver;

    /// <summary>Begins a cell.</summary>
    /// <param name="iopub">Where to publish.</param>
    /// <param name="request">The request that runs the cell.</param>
    /// <param name="count">The number of the cell.</param>
    /// <param name="isSilent">Whether nothing is to be published.</param>
    /// <param name="native">Catches native output, or null where nothing does.</param>
    public CellPublisher(IopubChannel iopub, JupyterRequest request, int count, bool isSilent, NativeOutput? native)
    {
        _iopub = iopub;
        _request = request;
        _count = count;
        _isSilent = isSilent;
        _native = native;
        _timer = new Timer(_ => Flush(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>The result of the cell as plain text, or null when it had none.</summary>
    public string? ResultText { get; private set; }

    /// <inheritdoc/>
    public void Write(ConsoleChannel channel, string text)
    {
        _native?.FlushLibrary();
        lock (_lock)
        {
            _native?.Read(Append);
            Append(channel, text);
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId) => Show("display_data", bundle, "transient", new JsonObject { ["display_id"] = displayId });

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Show("update_display_data", bundle, "transient", new JsonObject { ["display_id"] = displayId });

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        ResultText = bundle.Text;
        Show("execute_result", bundle, "execution_count", _count);
    }

    /// <inheritdoc/>
    public void Take(NativeOutput output)
    {
        lock (_lock)
        {
            output.Read(Append);
        }
    }

    /// <summary>Publishes the text gathered so far.</summary>
    public void Flush()
    {
        _native?.FlushLibrary();
        lock (_lock)
        {
            _native?.Read(Append);
            Send();
        }
    }

    /// <summary>Publishes the rest. What native code writes afterwards still counts as output of this cell until the next begins.</summary>
    public void Dispose()
    {
        Flush();
        lock (_lock)
        {
            _isOver = true;
            _timer.Dispose();
        }
    }

    private void Show(string type, MimeBundle bundle, string key, JsonNode value)
    {
        if (_isSilent)
        {
            return;
        }

        _native?.FlushLibrary();
        lock (_lock)
        {
            _native?.Read(Append);
            Send();
            _iopub.Publish(type, new JsonObject { ["data"] = bundle.DataAsJson(), ["metadata"] = bundle.MetadataAsJson(), [key] = value }, _request);
        }
    }

    private void Append(ConsoleChannel channel, string text)
    {
        if (_isSilent)
        {
            return;
        }

        if (channel != _channel)
        {
            Send();
            _channel = channel;
        }

        _text.Append(text);
        if (_isOver || _text.Length >= MaximumText || Stopwatch.GetElapsedTime(_sent) >= Period)
        {
            Send();
        }
        else if (!_isTimed)
        {
            _isTimed = true;
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    private void Send()
    {
        _isTimed = false;
        if (_text.Length == 0)
        {
            return;
        }

        _iopub.Publish("stream", new JsonObject { ["name"] = _channel == ConsoleChannel.Output ? "stdout" : "stderr", ["text"] = _text.ToString() }, _request);
        _text.Clear();
        _sent = Stopwatch.GetTimestamp();
    }
}
