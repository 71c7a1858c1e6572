using System.Text.Json.Nodes;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>The parts that replies have in common.</summary>
internal static class Replies
{
    /// <summary>The start of a reply to a request that was done.</summary>
    /// <returns>A content to add to.</returns>
    public static JsonObject Ok() => new() { ["status"] = "ok" };

    /// <summary>The reply to a request that was not done.</summary>
    /// <param name="error">Why not.</param>
    /// <returns>The content.</returns>
    public static JsonObject Error(CellError error)
    {
        var content = Describe(error);
        content.Insert(0, "status", "error");
        return content;
    }

    /// <summary>The reply to a request that was not done.</summary>
    /// <param name="name">A name for the kind of error.</param>
    /// <param name="message">Why not.</param>
    /// <returns>The content.</returns>
    public static JsonObject Error(string name, string message) => Error(new CellError(name, message, [message]));

    /// <summary>An error as it is published.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The content.</returns>
    public static JsonObject Describe(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };
}
