using System.Collections;

namespace ResearchKit.Permutations;

/// <summary>An immutable bijection p on 0..n-1, stored as the index array of a gather.</summary>
/// <remarks>
/// <para>Convention: applied to the rows of a matrix, <c>newRow[i] = oldRow[p[i]]</c>; the matrix P of p has ones at (i, p[i]), so that
/// applying p to the rows of W gives P W and applying it to the columns gives W P^T.</para>
/// <para>Two permutations are equal when they have the same length and the same indices. Instances are thread safe.</para>
/// <para>Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, section 2 (the action of a permutation on a layer).</para>
/// </remarks>
public sealed partial class Permutation : IEquatable<Permutation>, IReadOnlyList<int>
{
    private readonly int[] _indices;

    /// <summary>Makes the permutation with the given index array.</summary>
    /// <param name="indices">Every number from 0 to n-1 exactly once; may be empty.</param>
    /// <exception cref="ArgumentException">A number is out of range or occurs twice.</exception>
    public Permutation(ReadOnlySpan<int> indices)
        : this(indices.ToArray(), check: true)
    {
    }

    private Permutation(int[] indices, bool check)
    {
        if (check)
        {
            ThrowIfNotBijection(indices);
        }

        _indices = indices;
    }

    /// <summary>The number n of elements that the permutation moves.</summary>
    public int Length => _indices.Length;

    int IReadOnlyCollection<int>.Count => _indices.Length;

    /// <summary>Whether every element stays where it is.</summary>
    public bool IsIdentity
    {
        get
        {
            for (var i = 0; i < _indices.Length; i++)
            {
                if (_indices[i] != i)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The old position p[i] of what the permutation puts at position i.</summary>
    /// <param name="index">The new position i, from 0 to n-1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside 0..n-1.</exception>
    public int this[int index] => (uint)index < (uint)_indices.Length
        ? _indices[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The permutation has {_indices.Length} elements.");

    /// <summary>Makes the permutation that moves nothing.</summary>
    /// <param name="n">The number of elements, 0 or more.</param>
    /// <returns>The identity on 0..n-1.</returns>
    public static Permutation Identity(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var indices = new int[n];
        for (var i = 0; i < n; i++)
        {
            indices[i] = i;
        }

        return new Permutation(indices, check: false);
    }

    /// <summary>Draws a permutation uniformly from all n! (Fisher and Yates' shuffle).</summary>
    /// <param name="n">The number of elements, 0 or more.</param>
    /// <param name="seed">The seed; the same seed and n give the same permutation.</param>
    /// <returns>The permutation drawn.</returns>
    public static Permutation Random(int n, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var indices = new int[n];
        for (var i = 0; i < n; i++)
        {
            indices[i] = i;
        }

        seed.ToRandom().Shuffle(indices);
        return new Permutation(indices, check: false);
    }

    /// <summary>The index array, without a copy.</summary>
    /// <returns>A view of the n indices.</returns>
    public ReadOnlySpan<int> AsSpan() => _indices;

    /// <summary>A copy of the index array.</summary>
    /// <returns>A new array of the n indices.</returns>
    public int[] ToArray() => (int[])_indices.Clone();

    /// <summary>The permutation r that undoes this one: <c>r[p[i]] = i</c>.</summary>
    /// <returns>The inverse.</returns>
    public Permutation Inverse()
    {
        var inverse = new int[_indices.Length];
        for (var i = 0; i < _indices.Length; i++)
        {
            inverse[_indices[i]] = i;
        }

        return new Permutation(inverse, check: false);
    }

    /// <summary>The single permutation that applies this one first and then <paramref name="next"/>: <c>r[i] = p[q[i]]</c>.</summary>
    /// <param name="next">The permutation q to apply second, of the same length.</param>
    /// <returns>The composition; its matrix is Q P.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Permutation Compose(Permutation next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ThrowIfLengthDiffers(next, nameof(next));
        var composed = new int[_indices.Length];
        for (var i = 0; i < composed.Length; i++)
        {
            composed[i] = _indices[next._indices[i]];
        }

        return new Permutation(composed, check: false);
    }

    /// <summary>The number of positions at which two permutations differ.</summary>
    /// <param name="other">A permutation of the same length.</param>
    /// <returns>A number from 0 to n; never 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public int HammingDistance(Permutation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfLengthDiffers(other, nameof(other));
        var distance = 0;
        for (var i = 0; i < _indices.Length; i++)
        {
            distance += _indices[i] != other._indices[i] ? 1 : 0;
        }

        return distance;
    }

    /// <summary>The cycles i, p[i], p[p[i]], ..., fixed points included.</summary>
    /// <returns>The cycles, each from its smallest element, in the order of those elements; their lengths add up to n.</returns>
    public IReadOnlyList<IReadOnlyList<int>> Cycles()
    {
        var cycles = new List<IReadOnlyList<int>>();
        var seen = new bool[_indices.Length];
        for (var start = 0; start < _indices.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            var cycle = new List<int>();
            for (var i = start; !seen[i]; i = _indices[i])
            {
                seen[i] = true;
                cycle.Add(i);
            }

            cycles.Add(cycle);
        }

        return cycles;
    }

    /// <inheritdoc/>
    public bool Equals(Permutation? other) => other is not null && _indices.AsSpan().SequenceEqual(other._indices);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Permutation);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_indices.Length);
        foreach (var index in _indices.AsSpan(0, Math.Min(_indices.Length, 32)))
        {
            hash.Add(index);
        }

        return hash.ToHashCode();
    }

    /// <summary>The indices, cut after sixteen.</summary>
    /// <returns>For example <c>(2 0 1)</c>.</returns>
    public override string ToString() => _indices.Length <= 16
        ? $"({string.Join(' ', _indices)})"
        : $"({string.Join(' ', _indices.Take(16))} ... {_indices.Length} elements)";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_indices).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _indices.GetEnumerator();

    /// <summary>Takes over an array that is known to be a bijection.</summary>
    internal static Permutation Own(int[] indices) => new(indices, check: false);

    private static void ThrowIfNotBijection(int[] indices)
    {
        var positionOf = new int[indices.Length];
        Array.Fill(positionOf, -1);
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            if ((uint)index >= (uint)indices.Length)
            {
                throw new ArgumentException($"A permutation of {indices.Length} elements holds each of 0..{indices.Length - 1} once; element {i} is {index}.", nameof(indices));
            }

            if (positionOf[index] >= 0)
            {
                throw new ArgumentException($"A permutation of {indices.Length} elements holds each of 0..{indices.Length - 1} once; {index} stands at {positionOf[index]} and at {i}.", nameof(indices));
            }

            positionOf[index] = i;
        }
    }

    private void ThrowIfLengthDiffers(Permutation other, string parameter)
    {
        if (other.Length != Length)
        {
            throw new ArgumentException($"The permutations have {Length} and {other.Length} elements; they must have the same number.", parameter);
        }
    }
}
