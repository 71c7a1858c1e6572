namespace ResearchKit.Kernel.Sessions;

/// <summary>Tells whether a name may be what someone is typing.</summary>
internal static class TypedText
{
    /// <summary>Compares without regard to case, or by the capitals of the name: <c>gl</c> and <c>GL</c> find <c>GetLength</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="typed">What was typed; an empty text matches every name.</param>
    /// <returns>Whether it fits.</returns>
    public static bool Matches(string name, string typed) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || (typed.Length > 1 && MatchesHumps(name, 0, typed, 0));

    // Each letter typed goes on in the word where the one before stands, or starts the next word of the name.
    private static bool MatchesHumps(string name, int at, string typed, int index)
    {
        if (index == typed.Length)
        {
            return true;
        }

        for (var i = at; i < name.Length; i++)
        {
            var isStart = i == 0 || (char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) || name[i - 1] == '_';
            if ((isStart || i == at) && (i > 0 || index == 0) && char.ToUpperInvariant(name[i]) == char.ToUpperInvariant(typed[index]) && (index > 0 || i == 0)
                && MatchesHumps(name, i + 1, typed, index + 1))
            {
                return true;
            }
        }

        return false;
    }
}
