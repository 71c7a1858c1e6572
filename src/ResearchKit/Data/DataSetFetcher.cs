namespace ResearchKit.Data;

/// <summary>Downloads data sets into the cache folder and checks them.</summary>
/// <remarks>
/// A file is written beside its place as <c>name.part</c>, compared with its known SHA-256, and renamed; so a file under its own
/// name is whole. A part stays when the connection breaks, and the next call goes on from there if the server can. A whole file
/// with a wrong sum is deleted. Archives are unpacked and deleted.
/// </remarks>
/// <param name="client">The client to download with; it is not disposed. Its own timeout bounds each request's first answer.</param>
public sealed class DataSetFetcher(HttpClient client)
{
    /// <summary>Makes sure that a data set is on this machine, downloading what is missing.</summary>
    /// <param name="description">The data set.</param>
    /// <param name="options">Where from, where to and how patiently; null for the defaults.</param>
    /// <param name="progress">Told the bytes of the file in hand.</param>
    /// <param name="cancellationToken">Stops the download; the part so far is kept for the next call.</param>
    /// <returns>The folder that holds the data set.</returns>
    /// <exception cref="InvalidOperationException">The data set ships with the kit, so there is nothing to download.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, refuses the file, or breaks off too often; the message names the address.</exception>
    /// <exception cref="InvalidDataException">The file has a wrong length or sum, or an archive lacks a file; nothing of it is kept.</exception>
    public async Task<string> FetchAsync(
        DataSetDescription description,
        DataSetFetchOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        options ??= new DataSetFetchOptions();
        var folder = Path.GetFullPath(options.Folder ?? DataFolders.CacheOf(description));
        var origin = Origin(description, options);
        if (await IsCompleteAsync(description, folder, cancellationToken).ConfigureAwait(false))
        {
            return folder;
        }

        Directory.CreateDirectory(folder);
        foreach (var file in description.Downloads)
        {
            var path = Path.Combine(folder, file.Name);
            if (!await Download.IsIntactAsync(path, file, cancellationToken).ConfigureAwait(false))
            {
                await new Download(client, new Uri(origin, file.Name), path, file, options, progress).RunAsync(cancellationToken).ConfigureAwait(false);
            }

            if (IsArchive(file))
            {
                progress?.Report(new ProgressReport($"unpacking {file.Name}", 0, 0));
                await TarGz.ExtractAsync(path, folder, description.RequiredFiles, cancellationToken).ConfigureAwait(false);
                File.Delete(path);
            }
        }

        return DataFolders.Require(description, folder);
    }

    private static Uri Origin(DataSetDescription description, DataSetFetchOptions options)
    {
        var origin = options.From ?? description.Origin
            ?? throw new InvalidOperationException($"{description.Name}: there is nothing to download. {DataFolders.HowToGet(description)}");
        if (!origin.IsAbsoluteUri || (origin.Scheme != Uri.UriSchemeHttp && origin.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{origin}' is no address of a web folder; expected http://... or https://...", nameof(options));
        }

        return origin.AbsoluteUri.EndsWith('/') ? origin : new Uri(origin.AbsoluteUri + "/");
    }

    // An unpacked archive is gone, so its presence shows in the files that came out of it.
    private static async Task<bool> IsCompleteAsync(DataSetDescription description, string folder, CancellationToken cancellationToken)
    {
        if (description.Downloads.Any(IsArchive))
        {
            return DataFolders.Locate(description, folder) is not null;
        }

        foreach (var file in description.Downloads)
        {
            if (!await Download.IsIntactAsync(Path.Combine(folder, file.Name), file, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsArchive(DataFile file) => file.Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
