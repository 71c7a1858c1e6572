using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ResearchKit.Data;

/// <summary>The download of one file whose length and sum are known.</summary>
internal sealed class Download(
    HttpClient client, Uri address, string path, DataFile file, DataSetFetchOptions options, IProgress<ProgressReport>? progress)
{
    private const int BufferBytes = 1 << 16;
    private readonly string _part = path + ".part";

    /// <summary>Whether a file is there with the right length and sum.</summary>
    public static async Task<bool> IsIntactAsync(string path, DataFile file, CancellationToken cancellationToken) =>
        File.Exists(path)
        && new FileInfo(path).Length == file.Bytes
        && await SumAsync(path, cancellationToken).ConfigureAwait(false) == file.Sha256;

    /// <summary>Downloads the file, going on from a part that is there, and puts it in its place.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReceiveAndCheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            File.Delete(_part);
            throw;
        }

        File.Move(_part, path, overwrite: true);
    }

    private async Task ReceiveAndCheckAsync(CancellationToken cancellationToken)
    {
        var continued = PartLength() > 0;
        await CompleteAsync(cancellationToken).ConfigureAwait(false);
        var sum = await SumAsync(_part, cancellationToken).ConfigureAwait(false);
        if (sum != file.Sha256 && continued)
        {
            // The old part may have come from another version of the file; a fresh start tells.
            File.Delete(_part);
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
            sum = await SumAsync(_part, cancellationToken).ConfigureAwait(false);
        }

        if (sum != file.Sha256)
        {
            throw new InvalidDataException($"{address}: the SHA-256 is {sum}; expected {file.Sha256}. Nothing was kept.");
        }
    }

    private static async Task<string> SumAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }

    private long PartLength()
    {
        var length = File.Exists(_part) ? new FileInfo(_part).Length : 0;
        if (length > file.Bytes)
        {
            File.Delete(_part);
            return 0;
        }

        return length;
    }

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var before = PartLength();
            if (before == file.Bytes && before > 0)
            {
                return;
            }

            try
            {
                await RequestAsync(before, cancellationToken).ConfigureAwait(false);
                if (PartLength() == file.Bytes)
                {
                    return;
                }

                throw new IOException($"the connection closed after {PartLength()} of {file.Bytes} bytes");
            }
            catch (Exception error) when (IsBroken(error, cancellationToken))
            {
                failures = PartLength() > before ? 0 : failures + 1;
                if (failures >= options.Attempts)
                {
                    throw new HttpRequestException(
                        $"{address}: {error.Message} ({PartLength()} of {file.Bytes} bytes are kept in {_part}; run the same again to go on)", error);
                }

                await Task.Delay(options.Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A refusal (a status code) is final; what breaks on the way is tried again.
    private static bool IsBroken(Exception error, CancellationToken cancellationToken) => error switch
    {
        HttpRequestException { StatusCode: not null } => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or HttpIOException or TimeoutException => true,
        IOException => error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException),
        _ => false,
    };

    private async Task RequestAsync(long start, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (start > 0)
        {
            request.Headers.Range = new RangeHeaderValue(start, null);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && start > 0)
        {
            File.Delete(_part);
            throw new IOException($"the server's file is not longer than the {start} bytes that were here; starting again");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{address}: the server answers {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
        }

        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == start;
        var length = goesOn ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
        if (length is { } total && total != file.Bytes)
        {
            throw WrongLength($"{total}");
        }

        await ReceiveAsync(response, goesOn ? start : 0, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(HttpResponseMessage response, long start, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var target = new FileStream(_part, start > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous);
        await using (source.ConfigureAwait(false))
        await using (target.ConfigureAwait(false))
        {
            var buffer = new byte[BufferBytes];
            var done = start;
            while (true)
            {
                patience.CancelAfter(options.Patience);
                var count = await ReadAsync(source, buffer, patience.Token, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                done += count;
                if (done > file.Bytes)
                {
                    throw WrongLength($"more than {file.Bytes}");
                }

                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                progress?.Report(new ProgressReport($"fetching {file.Name}", done, file.Bytes));
            }

            target.Flush(flushToDisk: true);
        }
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the server was silent for {options.Patience.TotalSeconds:0} seconds");
        }
    }

    private InvalidDataException WrongLength(string found) =>
        new($"{address}: the file is {found} bytes long; expected {file.Bytes}. Nothing was kept.");
}
