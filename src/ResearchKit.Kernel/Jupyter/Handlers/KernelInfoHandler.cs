using System.Reflection;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Says what this kernel is: the first thing that a front end asks.</summary>
internal sealed class KernelInfoHandler : IRequestHandler
{
    private static readonly string Version = typeof(KernelInfoHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public string RequestType => "kernel_info_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var reply = Replies.Ok();
        reply["protocol_version"] = WireFormat.Version;
        reply["implementation"] = "researchkit";
        reply["implementation_version"] = Version;
        reply["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        };
        reply["banner"] = $"ResearchKit {Version}: C# on .NET {Environment.Version}";
        reply["help_links"] = new JsonArray();
        reply["debugger"] = false;
        channel.Reply(request, reply);
    }
}
