using System.Xml.Linq;

namespace ResearchKit.Graphs;

/// <summary>The attributes that a GraphML file declares.</summary>
internal sealed class GraphMlKeys
{
    private readonly GraphFile _file;
    private readonly Dictionary<string, Key> _keys = new(StringComparer.Ordinal);

    private GraphMlKeys(GraphFile file) => _file = file;

    /// <summary>Reads the declarations.</summary>
    public static GraphMlKeys Read(GraphFile file, XElement root)
    {
        var keys = new GraphMlKeys(file);
        foreach (var element in XmlGraphs.Children(root, "key"))
        {
            var id = XmlGraphs.Require(file, element, "id");
            var type = element.Attribute("attr.type")?.Value ?? "string";
            var standard = XmlGraphs.Children(element, "default").FirstOrDefault();
            var key = new Key(
                element.Attribute("attr.name")?.Value ?? id, element.Attribute("for")?.Value ?? "all", type, standard is null ? null : XmlGraphs.ReadValue(file, standard, type));
            if (!keys._keys.TryAdd(id, key))
            {
                throw file.FaultAt(XmlGraphs.PlaceOf(element), $"has the key '{id}' twice");
            }
        }

        return keys;
    }

    /// <summary>The attributes of a node or an edge, defaults included.</summary>
    /// <param name="element">The element.</param>
    /// <param name="kind">node or edge.</param>
    public IEnumerable<KeyValuePair<string, AttributeValue>> ReadData(XElement element, string kind)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName is "graph" or "port")
            {
                throw _file.FaultAt(XmlGraphs.PlaceOf(child), $"has <{child.Name.LocalName}> within <{kind}>; expected a flat graph");
            }

            if (child.Name.LocalName == "data")
            {
                var id = XmlGraphs.Require(_file, child, "key");
                if (!_keys.TryGetValue(id, out var key) || (key.For != kind && key.For != "all"))
                {
                    throw _file.FaultAt(XmlGraphs.PlaceOf(child), $"has data for the key '{id}', which is not declared for a {kind}");
                }

                given.Add(id);
                yield return new(key.Name, XmlGraphs.ReadValue(_file, child, key.Type));
            }
        }

        foreach (var (id, key) in _keys)
        {
            if (key.Default is { } value && (key.For == kind || key.For == "all") && !given.Contains(id))
            {
                yield return new(key.Name, value);
            }
        }
    }

    /// <summary>Declares the attributes of labels.</summary>
    /// <returns>The id of each attribute.</returns>
    public static Dictionary<string, string> Declare(XElement root, string kind, IEnumerable<GraphLabel> labels, XNamespace space)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in labels.SelectMany(label => label.Attributes).GroupBy(pair => pair.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            AttributeKind[] kinds = [.. group.Select(pair => pair.Value.Kind).Distinct()];
            if (kinds.Length > 1)
            {
                throw new ArgumentException($"The attribute '{group.Key}' is {string.Join(" and ", kinds)} at different places; GraphML has one type for it.", nameof(labels));
            }

            var id = $"{kind[0]}{ids.Count}";
            ids.Add(group.Key, id);
            var type = kinds[0] switch
            {
                AttributeKind.Number => "double",
                AttributeKind.Truth => "boolean",
                _ => "string",
            };
            root.Add(new XElement(
                space + "key", new XAttribute("id", id), new XAttribute("for", kind), new XAttribute("attr.name", XmlGraphs.Text(group.Key)), new XAttribute("attr.type", type)));
        }

        return ids;
    }

    /// <summary>The data elements of a label.</summary>
    public static IEnumerable<XElement> Data(GraphLabel label, Dictionary<string, string> ids, XNamespace space) => label.Attributes.Select(pair =>
    {
        var text = XmlGraphs.Text(pair.Value.Text);
        return text == text.Trim()
            ? new XElement(space + "data", new XAttribute("key", ids[pair.Key]), text)
            : throw new ArgumentException($"The attribute '{pair.Key}' is '{text}', with white space at an end, which readers cut.", nameof(label));
    });

    private sealed record Key(string Name, string For, string Type, AttributeValue? Default);
}
