using System.Formats.Tar;
using System.IO.Compression;

namespace ResearchKit.Data;

/// <summary>Unpacks named files of a compressed archive.</summary>
internal static class TarGz
{
    private const long LargestFile = 1L << 30;

    /// <summary>Writes the files whose last path component is wanted straight into a folder, and ignores everything else.</summary>
    /// <remarks>
    /// No path of the archive is used, so none can lead out of the folder; links and devices are not followed or made.
    /// Each file is written beside its place and renamed.
    /// </remarks>
    /// <param name="archive">A .tar.gz file.</param>
    /// <param name="folder">Where to put the files.</param>
    /// <param name="wanted">The names of the files; all must be there, once.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, lacks a file, has one twice, or a file is too large.</exception>
    public static async Task ExtractAsync(string archive, string folder, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        string[] names = [.. wanted];
        var parts = wanted.Select(name => Path.Combine(folder, name + ".part")).ToArray();
        try
        {
            var file = File.OpenRead(archive);
            await using (file.ConfigureAwait(false))
            {
                var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
                await using (tar.ConfigureAwait(false))
                {
                    while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                    {
                        var index = Array.IndexOf(names, Path.GetFileName(entry.Name));
                        if (index >= 0 && (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                        {
                            await WriteAsync(entry, parts[index], archive, found.Add(wanted[index]), cancellationToken).ConfigureAwait(false);
                        }
                    }
                }
            }

            if (found.Count < wanted.Count)
            {
                throw new InvalidDataException($"{archive}: lacks {string.Join(", ", wanted.Where(name => !found.Contains(name)))}");
            }

            for (var i = 0; i < wanted.Count; i++)
            {
                File.Move(parts[i], Path.Combine(folder, wanted[i]), overwrite: true);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or InvalidDataException && !error.Message.StartsWith(archive, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{archive}: damaged archive: {error.Message}", error);
        }
        finally
        {
            foreach (var part in parts)
            {
                File.Delete(part);
            }
        }
    }

    private static async Task WriteAsync(TarEntry entry, string part, string archive, bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew)
        {
            throw new InvalidDataException($"{archive}: has the file {entry.Name} twice");
        }

        if (entry.Length > LargestFile)
        {
            throw new InvalidDataException($"{archive}: {entry.Name} is {entry.Length} bytes long; expected at most {LargestFile}");
        }

        var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        await using (target.ConfigureAwait(false))
        {
            await (entry.DataStream ?? Stream.Null).CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            if (target.Length != entry.Length)
            {
                throw new InvalidDataException($"{archive}: {entry.Name} ends after {target.Length} of {entry.Length} bytes");
            }
        }
    }
}
