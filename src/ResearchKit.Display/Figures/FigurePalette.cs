namespace ResearchKit.Display;

/// <summary>The colours of a session: the same key has the same colour, marker and dash in every figure.</summary>
/// <remarks>
/// Keys take the eight colours in the order in which they are first drawn, and then again from the first; where two keys of one figure
/// would look the same, the later one takes the next colour that is free there. The colours can be told apart with any common colour blindness, which a test checks by simulation. Black is lightened, so that whiskers
/// show on it; yellow, which is lost on white, is replaced by dark brown.
/// Thread safe. Reference: Okabe and Ito, Color universal design, 2008.
/// </remarks>
public sealed class FigurePalette
{
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555", "#661100"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "triangle-down", "star", "cross"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    /// <summary>How many keys can be told apart by colour.</summary>
    public static int ColorCount => Colors.Length;

    /// <summary>Gives keys the first colours in this order, whatever is drawn first.</summary>
    /// <param name="keys">The keys, for example the names of the methods that a notebook compares.</param>
    public void Reserve(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_lock)
        {
            foreach (var key in keys)
            {
                _indices.TryAdd(key, _indices.Count);
            }
        }
    }

    /// <summary>The place of a key in the palette; an unknown key takes the next one.</summary>
    /// <param name="key">The key.</param>
    /// <returns>A number from 0.</returns>
    public int IndexOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_lock)
        {
            if (!_indices.TryGetValue(key, out var index))
            {
                index = _indices.Count;
                _indices.Add(key, index);
            }

            return index;
        }
    }

    /// <summary>The colour of a place in the palette.</summary>
    internal static string ColorAt(int index) => Colors[index % Colors.Length];

    /// <summary>The marker of a place in the palette.</summary>
    internal static string SymbolAt(int index) => Symbols[index % Symbols.Length];

    /// <summary>The dash of a place in the palette.</summary>
    internal static string DashAt(int index) => Dashes[index / Colors.Length % Dashes.Length];
}
