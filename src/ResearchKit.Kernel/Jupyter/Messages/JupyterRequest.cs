using System.Text.Json;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>A message that has come in, its signature checked.</summary>
/// <param name="Identities">The frames before the delimiter: the way back to the sender.</param>
/// <param name="Header">Who sent it and what it is.</param>
/// <param name="RawHeader">The header as it came, to be the parent header of every message that this one causes.</param>
/// <param name="Metadata">The metadata, a JSON object.</param>
/// <param name="Content">The content, a JSON object.</param>
/// <param name="Buffers">The binary frames after the content.</param>
internal sealed record JupyterRequest(
    IReadOnlyList<byte[]> Identities,
    MessageHeader Header,
    byte[] RawHeader,
    JsonElement Metadata,
    JsonElement Content,
    IReadOnlyList<byte[]> Buffers)
{
    /// <summary>Whether an execution before this one failed and asked for those waiting to be left out.</summary>
    public bool IsAborted { get; set; }
}
