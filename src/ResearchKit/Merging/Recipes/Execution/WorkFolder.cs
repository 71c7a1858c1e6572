namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>The folder beside the output in which a merge grows until it is whole.</summary>
/// <remarks>It holds the model, the journal and a lock. The model becomes the output by one rename, so that the output is absent, or the old one, or whole.</remarks>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _output;
    private readonly string _folder;
    private readonly FileStream _lock;

    private WorkFolder(string output, string folder, FileStream exclusive) => (_output, _folder, _lock) = (output, folder, exclusive);

    /// <summary>The folder that becomes the output.</summary>
    public string Model => Path.Combine(_folder, "model");

    /// <summary>What an earlier run wrote, and what this one does.</summary>
    public MergeJournal Journal { get; private set; } = null!;

    /// <summary>Whether an earlier run is continued.</summary>
    public bool IsContinued { get; private set; }

    private string JournalFile => Path.Combine(_folder, "journal.jsonl");

    /// <summary>Where the work on an output is done.</summary>
    public static string PathOf(string output) => Path.GetFullPath(output).TrimEnd(Path.DirectorySeparatorChar) + ".part";

    /// <summary>Begins or goes on.</summary>
    /// <param name="output">The output.</param>
    /// <param name="fingerprint">What identifies the merge.</param>
    /// <param name="resume">Whether to go on with what an earlier run left; else that is deleted.</param>
    /// <exception cref="IOException">Another process works there, or what is there belongs to another merge.</exception>
    public static WorkFolder Open(string output, string fingerprint, bool resume)
    {
        var folder = PathOf(output);
        Directory.CreateDirectory(folder);
        var work = new WorkFolder(Path.GetFullPath(output), folder, Lock(folder));
        try
        {
            work.Begin(fingerprint, resume);
            return work;
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    /// <summary>Deletes what an earlier run left beside the files that it was writing: other files are written anew, and half-written ones must not become part of the output.</summary>
    /// <param name="files">The names of the files that stay.</param>
    public void Keep(IEnumerable<string> files)
    {
        var kept = files.ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Model).Where(path => !kept.Contains(Path.GetFileName(path))))
        {
            File.Delete(path);
        }
    }

    /// <summary>Makes the model the output and deletes the rest.</summary>
    /// <param name="replace">Whether an earlier merge may be replaced.</param>
    public void Publish(bool replace)
    {
        FolderSync.Flush(Model);
        FolderSync.Flush(_folder);
        if (Directory.Exists(_output) && Directory.EnumerateFileSystemEntries(_output).Any())
        {
            if (!replace || !File.Exists(Path.Combine(_output, MergeRecord.FileName)))
            {
                throw new IOException($"{_output}: holds files that were not there when the merge began; the merged model stays in {Model}");
            }

            FolderSync.Exchange(Model, _output);
        }
        else
        {
            if (Directory.Exists(_output))
            {
                Directory.Delete(_output);
            }

            Directory.Move(Model, _output);
        }

        FolderSync.Flush(Path.GetDirectoryName(_output)!);
        Journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose()
    {
        Journal?.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            // Released by the system however the process ends.
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"{folder}: another process is merging there, or the folder cannot be written: {error.Message}", error);
        }
    }

    private void Begin(string fingerprint, bool resume)
    {
        var earlier = MergeJournal.FingerprintOf(JournalFile);
        if (resume && earlier is not null && earlier != fingerprint)
        {
            throw new IOException($"{_folder}: holds a merge of another recipe, of other models or by another version of the kit; run without resuming to begin anew");
        }

        if (resume && earlier is not null)
        {
            IsContinued = true;
            Directory.CreateDirectory(Model);
            Journal = MergeJournal.Continue(JournalFile);
            return;
        }

        if (Directory.Exists(Model))
        {
            Directory.Delete(Model, recursive: true);
        }

        Directory.CreateDirectory(Model);
        Journal = MergeJournal.Create(JournalFile, fingerprint);
    }
}
