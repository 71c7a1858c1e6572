using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Sequences of token numbers, each with the token that follows every position.</summary>
/// <remarks>The object owns both tensors. Subsets made by <see cref="Take"/> are owned by the caller and stay valid when this object is disposed.</remarks>
public sealed class TokenSequences : IDisposable
{
    /// <summary>Takes ownership of sequences and what follows them.</summary>
    /// <param name="inputs">Token numbers, (count, length) int64.</param>
    /// <param name="targets">The next token after each position, (count, length) int64.</param>
    /// <exception cref="ArgumentException">A shape or number type is not as described.</exception>
    public TokenSequences(Tensor inputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.shape.Length != 2 || inputs.dtype != ScalarType.Int64 || targets.dtype != ScalarType.Int64 || !inputs.shape.AsSpan().SequenceEqual(targets.shape))
        {
            throw new ArgumentException($"inputs are {Describe(inputs)} and targets {Describe(targets)}; expected two int64 tensors (count, length)", nameof(inputs));
        }

        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>The token numbers, (count, length) int64.</summary>
    public Tensor Inputs { get; }

    /// <summary>The next token after each position, (count, length) int64.</summary>
    public Tensor Targets { get; }

    /// <summary>How many sequences there are.</summary>
    public long Count => Inputs.shape[0];

    /// <summary>The tokens of a sequence.</summary>
    public long Length => Inputs.shape[1];

    /// <summary>Cuts one long text into sequences; the last tokens that make no whole sequence are left out.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="length">The tokens of a sequence, at least 1.</param>
    /// <returns>Sequences that the caller owns.</returns>
    /// <exception cref="ArgumentException">The text is shorter than one sequence and the token after it.</exception>
    public static TokenSequences Cut(ReadOnlySpan<long> tokens, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var count = (tokens.Length - 1) / length;
        if (count < 1)
        {
            throw new ArgumentException($"the text has {tokens.Length} tokens; expected more than {length} for a sequence of {length} and the token after it", nameof(tokens));
        }

        return new TokenSequences(
            tensor(tokens[..(count * length)].ToArray(), [count, length], ScalarType.Int64),
            tensor(tokens.Slice(1, count * length).ToArray(), [count, length], ScalarType.Int64));
    }

    /// <summary>The first sequences, in order, sharing memory with this object's.</summary>
    /// <param name="count">How many, from 0 to <see cref="Count"/>.</param>
    /// <returns>A subset that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or larger than <see cref="Count"/>.</exception>
    public TokenSequences Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new TokenSequences(Inputs.narrow(0, 0, count), Targets.narrow(0, 0, count));
    }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} ({string.Join(", ", tensor.shape)})";
}
