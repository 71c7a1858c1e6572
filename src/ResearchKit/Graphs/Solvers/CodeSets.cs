namespace ResearchKit.Graphs;

/// <summary>Sets of codes with repetition, each stored once: equal sets have equal numbers. Number 0 is the empty set.</summary>
internal sealed class CodeSets
{
    private int[] _codes = new int[256];
    private int[] _end = new int[64];
    private int[] _slots = new int[128];

    /// <summary>Sets so far, the empty one included.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The codes of a set, rising.</summary>
    public ReadOnlySpan<int> this[int set] => set == 0 ? [] : _codes.AsSpan(_end[set - 1], _end[set] - _end[set - 1]);

    /// <summary>Numbers a set.</summary>
    /// <param name="codes">Its codes in any order; sorted on return.</param>
    /// <returns>The number of the set, new if no equal one was seen.</returns>
    public int NumberOf(Span<int> codes)
    {
        if (codes.IsEmpty)
        {
            return 0;
        }

        codes.Sort();
        var slot = FindSlot(codes);
        if (_slots[slot] == 0)
        {
            Store(codes);
            _slots[slot] = Count++;
            if (2 * Count > _slots.Length)
            {
                Rehash();
            }

            return Count - 1;
        }

        return _slots[slot];
    }

    /// <summary>The slot of an equal set, or the free one where it belongs.</summary>
    private int FindSlot(ReadOnlySpan<int> codes)
    {
        var hash = (uint)codes.Length;
        foreach (var code in codes)
        {
            hash = (hash ^ (uint)code) * 0x9E3779B1u;
        }

        var mask = _slots.Length - 1;
        var slot = (int)(hash >> 8) & mask;
        while (_slots[slot] != 0 && !this[_slots[slot]].SequenceEqual(codes))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Store(ReadOnlySpan<int> codes)
    {
        var start = _end[Count - 1];
        if (start + codes.Length > _codes.Length)
        {
            Array.Resize(ref _codes, Math.Max(start + codes.Length, 2 * _codes.Length));
        }

        if (Count == _end.Length)
        {
            Array.Resize(ref _end, 2 * Count);
        }

        codes.CopyTo(_codes.AsSpan(start));
        _end[Count] = start + codes.Length;
    }

    private void Rehash()
    {
        _slots = new int[2 * _slots.Length];
        for (var set = 1; set < Count; set++)
        {
            _slots[FindSlot(this[set])] = set;
        }
    }
}
