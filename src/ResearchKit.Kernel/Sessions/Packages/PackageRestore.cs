namespace ResearchKit.Kernel.Sessions;

/// <summary>Gets packages by <c>dotnet restore</c>, out of process, so that the packages' own build logic and NuGet's settings apply as in any project.</summary>
internal static class PackageRestore
{
    /// <summary>Restores a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cache">The folder that remembers earlier restores, one of which will do; null for versions with wildcards, which may have become others.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <returns>The packages, those that they depend on included, and the warnings.</returns>
    /// <exception cref="PackageException">A package cannot be had.</exception>
    public static (IReadOnlyList<RestoredPackage> Packages, IReadOnlyList<string> Warnings) Run(RestoreProject project, string? cache, CancellationToken cancellationToken)
    {
        var known = cache is null ? null : Path.Combine(cache, project.Key() + ".json");
        if (known is not null && ReadKnown(known) is { } packages)
        {
            return (packages, []);
        }

        var folder = Directory.CreateTempSubdirectory("researchkit-restore-");
        try
        {
            var file = project.Write(folder.FullName);
            var (exitCode, lines) = DotnetCommand.Run(["restore", file, "--nologo", "-v:minimal", "-tl:off"], folder.FullName, cancellationToken);
            var assets = Path.Combine(folder.FullName, "obj", "project.assets.json");
            if (exitCode != 0 || !File.Exists(assets))
            {
                throw Failed(lines);
            }

            var restored = RestoredAssets.Read(assets) ?? throw new PackageException("The restore succeeded, but files of its packages are missing; NuGet's package folder is damaged.");
            if (known is not null)
            {
                Directory.CreateDirectory(cache!);
                AtomicFile.Write(known, stream => stream.Write(File.ReadAllBytes(assets)));
            }

            return (restored, [.. CommandErrors.Of(lines, "warning").Select(warning => $"{warning.Code}: {warning.Text}")]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PackageException Failed(IReadOnlyList<string> lines)
    {
        var errors = CommandErrors.Of(lines, "error");
        return new PackageException(errors.Count > 0
            ? string.Join('\n', errors.Select(error => $"{error.Code}: {error.Text}"))
            : "dotnet restore failed:\n" + CommandErrors.Tail(lines));
    }

    private static IReadOnlyList<RestoredPackage>? ReadKnown(string path)
    {
        try
        {
            return File.Exists(path) ? RestoredAssets.Read(path) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // What cannot be read is restored again and overwritten.
            return null;
        }
    }
}
