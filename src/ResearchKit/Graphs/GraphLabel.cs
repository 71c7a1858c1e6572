using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Graphs;

/// <summary>What a node or an edge carries: nothing, one label, or several named attributes.</summary>
/// <remarks>
/// Immutable, thread safe, and equal by value whatever the order in which attributes were given. A plain label is the attribute named
/// <see cref="DefaultName"/>, so that files with and without attribute names meet.
/// </remarks>
public sealed class GraphLabel : IEquatable<GraphLabel>
{
    /// <summary>The name of the attribute that a plain label is.</summary>
    public const string DefaultName = "label";

    private readonly KeyValuePair<string, AttributeValue>[] _attributes;
    private readonly int _hash;

    private GraphLabel(KeyValuePair<string, AttributeValue>[] attributes)
    {
        _attributes = attributes;
        var hash = default(HashCode);
        foreach (var (name, value) in attributes)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>No attribute at all.</summary>
    public static GraphLabel None { get; } = new([]);

    /// <summary>The attributes, sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes => _attributes;

    /// <summary>Makes a plain label.</summary>
    /// <param name="text">The label.</param>
    /// <returns>The label.</returns>
    public static GraphLabel Of(string text) => new([new(DefaultName, AttributeValue.Of(text))]);

    /// <summary>Makes a label of named attributes.</summary>
    /// <param name="attributes">Names and values; no name twice.</param>
    /// <returns>The label; <see cref="None"/> for no attributes.</returns>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static GraphLabel Of(IEnumerable<KeyValuePair<string, AttributeValue>> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        KeyValuePair<string, AttributeValue>[] sorted = [.. attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        for (var k = 1; k < sorted.Length; k++)
        {
            if (sorted[k].Key == sorted[k - 1].Key)
            {
                throw new ArgumentException($"The attribute '{sorted[k].Key}' occurs twice; expected each name once.", nameof(attributes));
            }
        }

        return sorted.Length == 0 ? None : new GraphLabel(sorted);
    }

    /// <summary>Finds an attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGet(string name, out AttributeValue value)
    {
        foreach (var (key, found) in _attributes)
        {
            if (key == name)
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The number of an attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">There is no such attribute, or it is a text.</exception>
    public double Number(string name)
    {
        if (!TryGet(name, out var value) || value.Kind == AttributeKind.Text)
        {
            throw new ArgumentException($"The label {{{this}}} has no number '{name}'; expected one.", nameof(name));
        }

        return value.Number;
    }

    /// <summary>The label with only some of its attributes.</summary>
    /// <param name="names">The names to keep.</param>
    /// <returns>The smaller label.</returns>
    public GraphLabel Keep(IReadOnlySet<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Of(_attributes.Where(pair => names.Contains(pair.Key)));
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] GraphLabel? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _attributes.AsSpan().SequenceEqual(other._attributes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GraphLabel);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The label as people write it: the text of a plain label, <c>name=value, ...</c> otherwise.</summary>
    /// <returns>The text; empty for no attribute.</returns>
    public override string ToString() => _attributes is [{ Key: DefaultName } only]
        ? only.Value.Text
        : string.Join(", ", _attributes.Select(pair => $"{pair.Key}={pair.Value}"));
}
