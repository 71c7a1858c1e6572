namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>The signatures of late, so that a message that somebody recorded cannot be sent again.</summary>
/// <param name="capacity">How many are remembered; the oldest is forgotten first.</param>
internal sealed class SeenSignatures(int capacity)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    /// <summary>Remembers a signature.</summary>
    /// <param name="hash">The signature; an empty one is new every time.</param>
    /// <returns>Whether it is new.</returns>
    public bool Add(byte[] hash)
    {
        if (hash.Length == 0)
        {
            return true;
        }

        lock (_lock)
        {
            var text = Convert.ToHexStringLower(hash);
            if (!_seen.Add(text))
            {
                return false;
            }

            _order.Enqueue(text);
            if (_order.Count > capacity)
            {
                _seen.Remove(_order.Dequeue());
            }

            return true;
        }
    }
}
