using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ResearchKit.Merging.Recipes.Reading;

/// <summary>Reads one YAML document into nodes that remember their lines.</summary>
/// <remarks>Recipes come from anywhere: depth, and the size that aliases expand to, are bounded before anything walks the document.</remarks>
/// <param name="file">The name of the document, for messages.</param>
internal sealed class RecipeYaml(string file)
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 100_000;
    private const int MaxCharacters = 1 << 20;

    private readonly Dictionary<AnchorName, RecipeNode> _anchors = [];

    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not YAML, or not one document, or larger than a recipe can be; the message names the line.</exception>
    public RecipeNode Parse(string text)
    {
        if (text.Length > MaxCharacters)
        {
            throw new InvalidDataException($"{file}: is {text.Length} characters long; a recipe takes at most {MaxCharacters}");
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                throw new InvalidDataException($"{file}: is empty; expected a recipe with merge_method and models or slices");
            }

            parser.Consume<DocumentStart>();
            var root = Read(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? root
                : throw new InvalidDataException($"{file}, line {parser.Current!.Start.Line}: a second document begins; expected one recipe");
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{file}, line {error.Start.Line}: is not YAML: {error.Message}", error);
        }
    }

    private RecipeNode Read(Parser parser, int depth)
    {
        var start = parser.Current!.Start.Line;
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"{file}, line {start}: is nested {depth} levels deep; a recipe takes at most {MaxDepth}");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known) ? known : throw new InvalidDataException($"{file}, line {start}: there is no anchor '{alias.Value}' before this");
        }

        var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = parser.TryConsume<Scalar>(out var scalar) ? new RecipeNode(file, start) { Text = scalar.Value, IsQuoted = scalar.Style is not ScalarStyle.Plain }
            : parser.TryConsume<SequenceStart>(out _) ? ReadItems(parser, start, depth)
            : ReadEntries(parser, start, depth);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private RecipeNode ReadItems(Parser parser, long start, int depth)
    {
        var items = new List<RecipeNode>();
        var size = 1L;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(parser, depth + 1));
            size = Grow(size, items[^1], start);
        }

        return new RecipeNode(file, start) { Items = items, Size = size };
    }

    private RecipeNode ReadEntries(Parser parser, long start, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<(string Key, RecipeNode Value)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var size = 1L;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, depth + 1);
            var name = key.Text ?? throw key.Fault($"a key is {key.Kind}; expected a text");
            if (!keys.Add(name))
            {
                throw key.Fault($"has the key '{name}' twice");
            }

            entries.Add((name, Read(parser, depth + 1)));
            size = Grow(size, entries[^1].Value, start);
        }

        return new RecipeNode(file, start) { Entries = entries, Size = size };
    }

    private long Grow(long size, RecipeNode node, long line) => size + node.Size <= MaxNodes
        ? size + node.Size
        : throw new InvalidDataException($"{file}, line {line}: has more than {MaxNodes} values, those that aliases repeat counted; no recipe has");
}
