using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <summary>A 4-ary heap of distances. An entry is never changed: a shorter distance is pushed again and the older one skipped when popped.</summary>
/// <remarks>Four children share one cache line, and the tree is half as deep as a binary one.</remarks>
internal sealed class PathHeap
{
    private const int Arity = 4;

    private (double Key, int Id)[] _items = new (double, int)[64];
    private int _count;

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The smallest key; the heap must not be empty.</summary>
    public double Least => _items[0].Key;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Push(double key, int id)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        var items = _items;
        var place = _count++;
        while (place > 0)
        {
            var parent = (place - 1) / Arity;
            if (items[parent].Key <= key)
            {
                break;
            }

            items[place] = items[parent];
            place = parent;
        }

        items[place] = (key, id);
    }

    /// <summary>Removes the entry with the smallest key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Key, int Id) Pop()
    {
        var items = _items;
        var top = items[0];
        var last = items[--_count];
        var place = 0;
        while (true)
        {
            var child = (place * Arity) + 1;
            if (child >= _count)
            {
                break;
            }

            var end = Math.Min(child + Arity, _count);
            var least = child;
            for (var k = child + 1; k < end; k++)
            {
                if (items[k].Key < items[least].Key)
                {
                    least = k;
                }
            }

            if (items[least].Key >= last.Key)
            {
                break;
            }

            items[place] = items[least];
            place = least;
        }

        items[place] = last;
        return top;
    }
}
