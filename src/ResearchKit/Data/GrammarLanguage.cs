namespace ResearchKit.Data;

/// <summary>A small made-up language of 32 words, written by a random grammar: text without a file or a licence, and with something to learn at every distance.</summary>
/// <remarks>
/// <para>A sentence is a noun phrase, a verb phrase and a full stop. A noun phrase is a determiner, up to two adjectives, a noun and sometimes a relative clause (who and a verb
/// phrase); a verb phrase is a verb and often a noun phrase. Determiner, noun and verb agree in number (this cat sees, these cats see), also across a relative clause, so that the next word
/// depends on one far away. Clauses nest two deep at most. The language is the kit's own.</para>
/// <para>The same seed gives the same text on every machine.</para>
/// </remarks>
public static class GrammarLanguage
{
    private const double AdjectiveChance = 0.3;
    private const double ClauseChance = 0.25;
    private const double ObjectChance = 0.6;
    private const int DeepestClause = 2;

    private static readonly (int First, int Count)[] Determiners = [(2, 2), (4, 2)];
    private static readonly (int First, int Count)[] Nouns = [(6, 6), (12, 6)];
    private static readonly (int First, int Count)[] Verbs = [(18, 5), (23, 5)];
    private static readonly (int First, int Count) Adjectives = (28, 4);

    /// <summary>The words; a token is the number of a word.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        ".", "who", "a", "this", "some", "these",
        "cat", "dog", "bird", "child", "robot", "tree", "cats", "dogs", "birds", "children", "robots", "trees",
        "sees", "likes", "follows", "hears", "helps", "see", "like", "follow", "hear", "help",
        "small", "old", "red", "happy",
    ];

    /// <summary>Writes a text and cuts it into sequences.</summary>
    /// <param name="count">The number of sequences, at least 1.</param>
    /// <param name="length">The tokens of a sequence, at least 1.</param>
    /// <param name="seed">The root of the text.</param>
    /// <returns>Sequences that the caller owns.</returns>
    public static TokenSequences Generate(int count, int length, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return TokenSequences.Cut(Text(checked((count * length) + 1), seed), length);
    }

    /// <summary>Writes a text of a given number of tokens; the last sentence may be cut off.</summary>
    /// <param name="tokens">How many tokens, 0 or more.</param>
    /// <param name="seed">The root of the text.</param>
    /// <returns>The numbers of the words.</returns>
    public static long[] Text(int tokens, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        var random = seed.For("grammar").ToRandom();
        var text = new List<long>(tokens + 64);
        while (text.Count < tokens)
        {
            var number = NounPhrase(text, random, 0);
            VerbPhrase(text, random, number, 0);
            text.Add(0);
        }

        return [.. text.Take(tokens)];
    }

    /// <summary>The words of tokens, with spaces between them.</summary>
    /// <param name="tokens">Numbers of words.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number stands for no word.</exception>
    public static string ToText(IEnumerable<long> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return string.Join(' ', tokens.Select(token => token >= 0 && token < Words.Count
            ? Words[(int)token]
            : throw new ArgumentOutOfRangeException(nameof(tokens), token, $"there are {Words.Count} words")));
    }

    /// <summary>Writes a noun phrase and returns its number: 0 for one, 1 for many.</summary>
    private static int NounPhrase(List<long> text, Random random, int depth)
    {
        var number = random.Next(2);
        text.Add(Pick(random, Determiners[number]));
        for (var i = 0; i < 2 && random.NextDouble() < AdjectiveChance; i++)
        {
            text.Add(Pick(random, Adjectives));
        }

        text.Add(Pick(random, Nouns[number]));
        if (depth < DeepestClause && random.NextDouble() < ClauseChance)
        {
            text.Add(1);
            VerbPhrase(text, random, number, depth + 1);
        }

        return number;
    }

    private static void VerbPhrase(List<long> text, Random random, int number, int depth)
    {
        text.Add(Pick(random, Verbs[number]));
        if (random.NextDouble() < ObjectChance)
        {
            NounPhrase(text, random, depth + 1);
        }
    }

    private static long Pick(Random random, (int First, int Count) words) => words.First + random.Next(words.Count);
}
