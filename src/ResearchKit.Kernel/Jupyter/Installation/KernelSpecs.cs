namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>The kernels that Jupyter sees on a machine: finds, installs and removes them.</summary>
/// <remarks>Every file is written beside and renamed, <c>kernel.json</c> last, so that Jupyter never sees half a kernel.</remarks>
/// <param name="folders">Where Jupyter looks.</param>
public sealed class KernelSpecs(JupyterFolders folders)
{
    /// <summary>The name under which C# notebooks ask for a kernel, and tools such as papermill know C#.</summary>
    public const string CommonName = ".net-csharp";

    /// <summary>The name that is this kit's own.</summary>
    public const string OwnName = "researchkit-csharp";

    private const string KernelsFolder = "kernels";

    /// <summary>Finds every kernel, in the order in which Jupyter looks.</summary>
    /// <param name="dataFolder">A data folder to look in besides the usual ones, or null.</param>
    /// <returns>The kernels; those that another one of the same name hides are marked.</returns>
    public IReadOnlyList<FoundKernel> List(string? dataFolder = null)
    {
        var searched = folders.Search;
        var all = dataFolder is null || searched.Contains(Path.GetFullPath(dataFolder)) ? searched : [.. searched, Path.GetFullPath(dataFolder)];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var kernels = new List<FoundKernel>();
        foreach (var folder in all.Select(data => Path.Combine(data, KernelsFolder)).Where(Directory.Exists))
        {
            foreach (var kernel in Directory.GetDirectories(folder).Where(HasKernel).Order(StringComparer.Ordinal).Select(KernelFile.Read))
            {
                kernels.Add(kernel with { IsHidden = !names.Add(kernel.Name) });
            }
        }

        return kernels;
    }

    /// <summary>Installs a kernel under a name.</summary>
    /// <param name="dataFolder">The data folder; it is created when missing.</param>
    /// <param name="name">The name: letters, digits, dot, hyphen and underscore, with one letter or digit at least.</param>
    /// <param name="displayName">The name that people see.</param>
    /// <param name="launch">The command that starts it.</param>
    /// <param name="force">Whether to install although somebody else's kernel of that name is there.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">The name cannot be the name of a kernel.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public KernelInstallation Install(string dataFolder, string name, string displayName, KernelLaunch launch, bool force = false)
    {
        CheckName(name);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentException.ThrowIfNullOrEmpty(displayName);
        ArgumentNullException.ThrowIfNull(launch);
        var folder = FolderOf(dataFolder, name);
        var same = List(dataFolder).Where(kernel => kernel.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        var there = same.FirstOrDefault(kernel => kernel.Folder == folder);
        var other = same.FirstOrDefault(kernel => !kernel.IsOurs);
        if (other is not null && !force)
        {
            return new KernelInstallation(name, folder, InstallOutcome.NameTaken, other);
        }

        Write(folder, displayName, launch);
        var outcome = there is null ? InstallOutcome.Installed : there.IsOurs ? InstallOutcome.Updated : InstallOutcome.Replaced;
        return new KernelInstallation(name, folder, outcome, other);
    }

    /// <summary>Finds the kernels in one data folder.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <returns>The kernels.</returns>
    public IReadOnlyList<FoundKernel> In(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        var parent = Path.Combine(Path.GetFullPath(dataFolder), KernelsFolder);
        return [.. List(dataFolder).Where(kernel => Path.GetDirectoryName(kernel.Folder) == parent)];
    }

    /// <summary>Removes a kernel with everything in its folder; of a link only the link.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Remove(FoundKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (!IsLink(kernel.Folder))
        {
            // First, so that what an interruption leaves is no kernel.
            File.Delete(Path.Combine(kernel.Folder, KernelFile.Name));
        }

        Delete(kernel.Folder);
    }

    /// <summary>Refuses what cannot be the name of a kernel.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">It has other characters than Jupyter allows.</exception>
    public static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || !name.Any(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"'{name}' cannot be the name of a kernel; expected letters, digits, dots, hyphens and underscores.", nameof(name));
        }
    }

    private static string FolderOf(string dataFolder, string name) => Path.Combine(Path.GetFullPath(dataFolder), KernelsFolder, name);

    private static bool HasKernel(string folder) => File.Exists(Path.Combine(folder, KernelFile.Name));

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static void Write(string folder, string displayName, KernelLaunch launch)
    {
        // A link leads to files of somebody else; the new kernel takes the place of the link, not of what it leads to.
        if (IsLink(folder))
        {
            Delete(folder);
        }

        var files = new (string Name, byte[] Content)[]
        {
            ("logo-32x32.png", KernelLogo.Draw(32)),
            ("logo-64x64.png", KernelLogo.Draw(64)),
            (KernelFile.Name, KernelFile.Write(displayName, launch)),
        };
        foreach (var (name, content) in files)
        {
            AtomicFile.Write(Path.Combine(folder, name), content);
        }

        // What another kernel left here, such as kernel.js, would be loaded with this one.
        foreach (var left in Directory.GetFiles(folder).Where(path => files.All(file => file.Name != Path.GetFileName(path))))
        {
            File.Delete(left);
        }
    }

    private static void Delete(string folder)
    {
        if (IsLink(folder))
        {
            Directory.Delete(folder);
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
