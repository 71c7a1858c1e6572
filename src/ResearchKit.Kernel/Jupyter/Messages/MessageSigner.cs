using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>Signs messages with HMAC-SHA256 and checks signatures in a time that does not depend on them.</summary>
/// <remarks>Thread safe. With an empty key nothing is signed and everything is taken, as the protocol says.</remarks>
/// <param name="key">The key that both sides know.</param>
internal sealed class MessageSigner(ReadOnlyMemory<byte> key)
{
    private const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Whether messages are signed at all.</summary>
    public bool IsSigning => key.Length > 0;

    /// <summary>Signs the four JSON frames of a message.</summary>
    /// <param name="frames">Header, parent header, metadata and content.</param>
    /// <returns>The signature in lower-case hexadecimal digits, or nothing without a key.</returns>
    public byte[] Sign(params ReadOnlySpan<ReadOnlyMemory<byte>> frames) =>
        IsSigning ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash(frames))) : [];

    /// <summary>Checks a signature.</summary>
    /// <param name="signature">The signature as it came.</param>
    /// <param name="frames">Header, parent header, metadata and content.</param>
    /// <returns>The hash that was signed, or nothing without a key.</returns>
    /// <exception cref="MalformedMessageException">The signature is another.</exception>
    public byte[] Check(ReadOnlySpan<byte> signature, params ReadOnlySpan<ReadOnlyMemory<byte>> frames)
    {
        if (!IsSigning)
        {
            return [];
        }

        var expected = Hash(frames);
        Span<byte> given = stackalloc byte[Length];
        var isHex = signature.Length == 2 * Length && Convert.FromHexString(Encoding.ASCII.GetString(signature), given, out _, out _) == System.Buffers.OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(given, expected) && isHex
            ? expected
            : throw new MalformedMessageException("its signature is not that of the connection file's key.");
    }

    private byte[] Hash(ReadOnlySpan<ReadOnlyMemory<byte>> frames)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        foreach (var frame in frames)
        {
            hash.AppendData(frame.Span);
        }

        return hash.GetHashAndReset();
    }
}
