using System.Collections;
using System.Runtime.CompilerServices;

namespace ResearchKit.Display;

/// <summary>The first elements of a sequence, dictionary or tuple, and how many there are.</summary>
internal sealed class Elements
{
    private Elements(List<object?> items, List<object?>? keys, bool complete, int? count)
    {
        Items = items;
        Keys = keys;
        Complete = complete;
        Count = count;
    }

    /// <summary>The first elements.</summary>
    public List<object?> Items { get; }

    /// <summary>Their keys when the value is a dictionary, else null.</summary>
    public List<object?>? Keys { get; }

    /// <summary>What stands for the elements left out, or null when none were.</summary>
    public string? More => Complete ? null : Count is { } count ? $"({count - Items.Count} more)" : "(more)";

    private bool Complete { get; }

    private int? Count { get; }

    /// <summary>Whether a value has elements.</summary>
    public static bool Has(object value) => value is IEnumerable or ITuple;

    /// <summary>Reads at most <paramref name="limit"/> elements; an endless sequence is no trouble.</summary>
    public static Elements Of(object value, int limit) => value switch
    {
        ITuple tuple => FromTuple(tuple),
        Array { Rank: > 1 } array => FromSequence(new ArraySlice(array, []), limit, array.GetLength(0), hasKeys: false),
        IEnumerable sequence => FromSequence(sequence, limit, CountOf(value), IsDictionary(value)),
        _ => throw new ArgumentException($"{TypeNames.Of(value)} has no elements.", nameof(value)),
    };

    private static Elements FromTuple(ITuple tuple) =>
        new([.. Enumerable.Range(0, tuple.Length).Select(index => tuple[index])], null, true, tuple.Length);

    private static Elements FromSequence(IEnumerable sequence, int limit, int? count, bool hasKeys)
    {
        var items = new List<object?>();
        var keys = hasKeys ? new List<object?>() : null;
        foreach (var item in sequence)
        {
            if (items.Count == limit)
            {
                return new Elements(items, keys, false, count);
            }

            if (keys is null)
            {
                items.Add(item);
                continue;
            }

            var (key, value) = Split(item);
            keys.Add(key);
            items.Add(value);
        }

        return new Elements(items, keys, true, count);
    }

    private static (object? Key, object? Value) Split(object? item)
    {
        if (item is DictionaryEntry entry)
        {
            return (entry.Key, entry.Value);
        }

        var type = item!.GetType();
        return (type.GetProperty("Key")?.GetValue(item), type.GetProperty("Value")?.GetValue(item));
    }

    private static bool IsDictionary(object value) => value is IDictionary || Implements(value, typeof(IReadOnlyDictionary<,>)) || Implements(value, typeof(IDictionary<,>));

    private static int? CountOf(object value) => value switch
    {
        ICollection collection => collection.Count,
        _ when Implements(value, typeof(IReadOnlyCollection<>)) =>
            (int?)value.GetType().GetInterfaces().First(type => IsForm(type, typeof(IReadOnlyCollection<>))).GetProperty("Count")!.GetValue(value),
        _ => null,
    };

    private static bool Implements(object value, Type open) => value.GetType().GetInterfaces().Any(type => IsForm(type, open));

    private static bool IsForm(Type type, Type open) => type.IsGenericType && type.GetGenericTypeDefinition() == open;

    /// <summary>The part of an array of several ranks where the first indices are fixed.</summary>
    private sealed class ArraySlice(Array array, int[] indices) : ICollection
    {
        public int Count => array.GetLength(indices.Length);

        public bool IsSynchronized => false;

        public object SyncRoot => array;

        public void CopyTo(Array array, int index) => throw new NotSupportedException();

        public IEnumerator GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
            {
                int[] next = [.. indices, i];
                yield return next.Length == array.Rank ? array.GetValue(next) : new ArraySlice(array, next);
            }
        }
    }
}
