namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Compares files by what they hold.</summary>
internal static class FileContent
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Whether two files hold the same bytes.</summary>
    public static bool Same(string first, string second)
    {
        using var a = File.OpenRead(first);
        using var b = File.OpenRead(second);
        if (a.Length != b.Length)
        {
            return false;
        }

        var (left, right) = (new byte[BufferBytes], new byte[BufferBytes]);
        for (; ; )
        {
            var count = a.ReadAtLeast(left, BufferBytes, throwOnEndOfStream: false);
            if (b.ReadAtLeast(right, BufferBytes, throwOnEndOfStream: false) != count || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
            {
                return false;
            }

            if (count < BufferBytes)
            {
                return true;
            }
        }
    }
}
