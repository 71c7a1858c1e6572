using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ResearchKit.Graphs;

/// <summary>What the XML formats share: parsing within bounds, and places by line.</summary>
internal static class XmlGraphs
{
    // A document type is passed over: nothing is fetched, and entities that it declares are unknown, so that using one is refused.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = GraphFile.LargestFile,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static readonly XmlWriterSettings Written = new() { Indent = true, NewLineChars = "\n" };

    private const int LargestDepth = 64;
    private const double LargestExact = 9007199254740992; // 2^53: beyond it whole numbers have no exact double.

    /// <summary>Parses a file.</summary>
    public static XElement Parse(GraphFile file)
    {
        var bytes = file.ReadBytes();
        try
        {
            RequireShallow(file, bytes);
            using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root ?? throw file.Fault("has no element");
        }
        catch (XmlException error)
        {
            throw file.FaultAt(error.LineNumber, $"is no XML: {error.Message}", error);
        }
    }

    /// <summary>Writes a document.</summary>
    public static void Write(string path, XElement root) => AtomicFile.Write(path, stream =>
    {
        using var writer = XmlWriter.Create(stream, Written);
        new XDocument(root).Save(writer);
    });

    /// <summary>Where an element is, for messages.</summary>
    public static string PlaceOf(XObject element) => $"line {((IXmlLineInfo)element).LineNumber}";

    /// <summary>An attribute that must be there.</summary>
    public static string Require(GraphFile file, XElement element, string attribute) =>
        element.Attribute(attribute)?.Value ?? throw file.FaultAt(PlaceOf(element), $"has <{element.Name.LocalName}> without '{attribute}'");

    /// <summary>The elements of a name, whatever their namespace.</summary>
    public static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    /// <summary>A value of a declared type.</summary>
    /// <param name="file">The file.</param>
    /// <param name="element">The element with the text.</param>
    /// <param name="type">string, int, integer, long, float, double, bool or boolean.</param>
    public static AttributeValue ReadValue(GraphFile file, XElement element, string type)
    {
        var text = element.Value.Trim();
        switch (type)
        {
            case "string":
                return AttributeValue.Of(text);
            case "bool" or "boolean":
                return text.ToUpperInvariant() switch
                {
                    "TRUE" or "1" => AttributeValue.Of(true),
                    "FALSE" or "0" => AttributeValue.Of(false),
                    _ => throw file.FaultAt(PlaceOf(element), $"has '{text}'; expected true or false"),
                };
            case "int" or "integer" or "long":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Math.Abs((double)whole) <= LargestExact
                    ? AttributeValue.Of(whole)
                    : throw file.FaultAt(PlaceOf(element), $"has '{text}'; expected a whole number up to 2^53");
            case "float" or "double":
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? AttributeValue.Of(number)
                    : throw file.FaultAt(PlaceOf(element), $"has '{text}'; expected a finite number");
            default:
                throw file.FaultAt(PlaceOf(element), $"has a value of type '{type}'; expected string, int, float or bool");
        }
    }

    /// <summary>Refuses a text that XML cannot hold before half a file is written.</summary>
    public static string Text(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException error)
        {
            throw new ArgumentException($"The text '{text}' has a character that XML cannot hold: {error.Message}", nameof(text), error);
        }
    }

    /// <summary>Refuses nesting that would exhaust the stack when the tree is walked.</summary>
    private static void RequireShallow(GraphFile file, byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
        while (reader.Read())
        {
            if (reader.Depth > LargestDepth)
            {
                throw file.FaultAt(((IXmlLineInfo)reader).LineNumber, $"is nested more than {LargestDepth} deep");
            }
        }
    }
}
