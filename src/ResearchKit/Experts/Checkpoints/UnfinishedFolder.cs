using ResearchKit.Merging.Recipes.Execution;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The folder <c>OUTPUT.part</c> beside an output, in which a checkpoint grows until it is whole.</summary>
/// <remarks>It holds the model and a lock that the system releases however the process ends, so that what a killed run left is known and deleted by the next one.</remarks>
internal sealed class UnfinishedFolder : IDisposable
{
    private const string LockName = "lock";
    private const string ModelName = "model";

    private readonly string _folder;
    private readonly FileStream _lock;

    private UnfinishedFolder(string folder, FileStream exclusive) => (_folder, _lock) = (folder, exclusive);

    /// <summary>The folder that becomes the output.</summary>
    public string Model => Path.Combine(_folder, ModelName);

    /// <summary>Makes the folder; what an earlier run left there is deleted.</summary>
    /// <param name="output">The full path of the output.</param>
    /// <exception cref="IOException">Another process works there, or the folder holds something that no such run made.</exception>
    public static UnfinishedFolder Open(string output)
    {
        var folder = output + ".part";
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(path => Path.GetFileName(path) is not (LockName or ModelName))))
        {
            throw new IOException($"{folder}: is where the work would be done, and holds something else; move it away or name another output");
        }

        Directory.CreateDirectory(folder);
        var work = new UnfinishedFolder(folder, Lock(folder));
        try
        {
            work.DeleteModel();
            Directory.CreateDirectory(work.Model);
            return work;
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    /// <summary>Makes the model the output; one that it replaces is deleted with this folder.</summary>
    /// <param name="output">The output.</param>
    /// <exception cref="IOException">The output holds files by now that may not be replaced; they stay.</exception>
    public void Publish(CheckpointOutput output)
    {
        FolderSync.Flush(Model);
        if (output.Require())
        {
            FolderSync.Exchange(Model, output.Folder);
        }
        else
        {
            if (Directory.Exists(output.Folder))
            {
                Directory.Delete(output.Folder); // empty; if it no longer is, this fails and nothing is lost
            }

            Directory.Move(Model, output.Folder);
        }

        FolderSync.Flush(Path.GetDirectoryName(output.Folder)!);
    }

    /// <summary>Deletes the folder with what is still in it.</summary>
    public void Dispose()
    {
        DeleteModel();
        _lock.Dispose(); // deletes the file
        if (Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw new IOException($"{folder}: another process is writing there, or the folder cannot be written: {error.Message}", error);
        }
    }

    private void DeleteModel()
    {
        if (Directory.Exists(Model))
        {
            Directory.Delete(Model, recursive: true);
        }
    }
}
