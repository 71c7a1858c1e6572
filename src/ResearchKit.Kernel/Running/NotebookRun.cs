using System.Diagnostics;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Parameters;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Running;

/// <summary>One run of one notebook.</summary>
internal sealed class NotebookRun
{
    private readonly NotebookRunOptions _options;
    private readonly Notebook _notebook;
    private readonly IReadOnlyList<DeclaredParameter> _declared;
    private readonly RunPaths _paths;
    private readonly IRunObserver _observer;
    private readonly RunDisplays _displays = new();
    private readonly OrderedDictionary<string, JsonNode?> _parameters = new(StringComparer.Ordinal);
    private NotebookRunError? _error;
    private int _done;

    public NotebookRun(NotebookRunOptions options, Notebook notebook, IReadOnlyList<DeclaredParameter> declared, RunPaths paths, IRunObserver observer)
    {
        _options = options;
        _notebook = notebook;
        _declared = declared;
        _paths = paths;
        _observer = observer;
    }

    /// <summary>Runs the cells and writes the files.</summary>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>What came of it.</returns>
    public async Task<NotebookRunResult> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        foreach (var cell in _notebook.Cells)
        {
            cell.ClearOutputs();
        }

        var cells = _notebook.Cells.Where(cell => cell.IsToRun).ToList();
        _observer.RunStarted(_paths.Name, _paths.Profile, cells.Count);
        using (var session = new CSharpSession(new SessionOptions { BaseFolder = Directory.GetCurrentDirectory(), FigureRenderer = _options.FigureRenderer }))
        {
            foreach (var cell in cells)
            {
                if (cancellationToken.IsCancellationRequested || !await RunCellAsync(session, cell, cells.Count, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                if (cell.HasTag(CellTags.Parameters) || cell.HasTag(CellTags.InjectedParameters))
                {
                    ReadParameters(session);
                }
            }
        }

        var status = cancellationToken.IsCancellationRequested && _done < cells.Count ? NotebookRunStatus.Cancelled
            : _error is null ? NotebookRunStatus.Succeeded
            : NotebookRunStatus.Failed;
        RunRecord.Write(_notebook, cells.Take(_done));
        if (_paths.Output is { } output)
        {
            NotebookCleaner.Clean(_notebook);
            _notebook.Write(output);
        }

        var result = new NotebookRunResult
        {
            Name = _paths.Name,
            Profile = _paths.Profile,
            Status = status,
            Error = _error,
            Notebook = _notebook,
            Cells = (_done, cells.Count),
            Elapsed = watch.Elapsed,
            Parameters = _parameters,
            Claims = _displays.Claims(),
            Figures = _displays.Figures(),
            OutputPath = _paths.Output,
            ResultsPath = status == NotebookRunStatus.Succeeded ? _paths.Results : null,
        };
        if (result.ResultsPath is { } results)
        {
            ResultsFile.Write(result, results);
        }

        return result;
    }

    private async Task<bool> RunCellAsync(CSharpSession session, NotebookCell cell, int total, CancellationToken cancellationToken)
    {
        var number = _done + 1;
        var run = new CellRun(number, total, cell.Id, cell.Source, HeadingAbove(cell));
        _observer.CellStarted(run);
        cell.ExecutionCount = number;
        var recorder = new CellRecorder(cell, run, _displays, _observer, _options.MaximumOutputPerCell);
        var options = new CellOptions { Name = FormattableString.Invariant($"cell {number}"), TimeLimit = _options.CellTimeLimit };
        var result = await session.RunAsync(cell.Source, recorder, options, cancellationToken).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            cell.Outputs.Add(new ErrorOutput(error.Name, error.Message, error.Traceback));
        }

        _observer.CellFinished(run, result);
        var mayFail = result.Status is CellStatus.Failed or CellStatus.Rejected && cell.HasTag(CellTags.RaisesException);
        if (result.Succeeded || mayFail)
        {
            _done++;
            return true;
        }

        _error = new NotebookRunError(number, cell.Id, cell.Source, result.Status, result.Error!);
        return false;
    }

    private void ReadParameters(CSharpSession session)
    {
        var variables = session.Variables;
        foreach (var parameter in _declared)
        {
            if (variables.TryGetValue(parameter.Name, out var value))
            {
                _parameters[parameter.Name] = ResultsFile.ToJson(value);
            }
        }
    }

    private string? HeadingAbove(NotebookCell cell)
    {
        for (var i = _notebook.Cells.IndexOf(cell) - 1; i >= 0; i--)
        {
            if (_notebook.Cells[i].Kind == CellKind.Markdown
                && _notebook.Cells[i].Source.Split('\n').LastOrDefault(line => line.StartsWith('#')) is { } heading)
            {
                return heading.TrimStart('#').Trim();
            }
        }

        return null;
    }
}
