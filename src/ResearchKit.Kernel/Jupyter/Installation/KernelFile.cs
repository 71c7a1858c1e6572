using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>Reads and writes <c>kernel.json</c>.</summary>
internal static class KernelFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = "kernel.json";

    // The key in the metadata by which this kit knows its own kernels.
    private const string Mark = "researchkit";

    private const int MaximumBytes = 1 << 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the content of the file.</summary>
    /// <param name="displayName">The name that people see.</param>
    /// <param name="launch">The command that starts the kernel.</param>
    /// <returns>UTF-8 text.</returns>
    public static byte[] Write(string displayName, KernelLaunch launch)
    {
        var json = new JsonObject
        {
            ["argv"] = new JsonArray([.. launch.Arguments.Select(argument => (JsonNode)argument)]),
            ["display_name"] = displayName,
            ["interrupt_mode"] = "message",
            ["language"] = "C#",
            ["metadata"] = new JsonObject
            {
                ["debugger"] = false,
                [Mark] = new JsonObject { ["version"] = typeof(KernelFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] },
            },
        };
        if (launch.Environment.Count > 0)
        {
            json["env"] = new JsonObject(launch.Environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n");
    }

    /// <summary>Reads the kernel of a folder; a file that cannot be understood gives a kernel with a problem.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The kernel.</returns>
    public static FoundKernel Read(string folder)
    {
        var kernel = new FoundKernel(Path.GetFileName(folder), folder);
        try
        {
            var path = Path.Combine(folder, Name);
            if (new FileInfo(path).Length > MaximumBytes)
            {
                return kernel with { Problem = $"{Name} has more than {MaximumBytes} bytes" };
            }

            var json = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException("expected an object");
            var arguments = (json["argv"] as JsonArray ?? throw new JsonException("'argv' is not a list")).Select(item => Text(item, "argv")).ToArray();
            return kernel with
            {
                DisplayName = json["display_name"] is { } name ? Text(name, "display_name") : string.Empty,
                Language = json["language"] is { } language ? Text(language, "language") : string.Empty,
                Arguments = arguments,
                IsOurs = json["metadata"] is JsonObject metadata && metadata[Mark] is JsonObject,
                ProgramExists = CanStart(arguments),
            };
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return kernel with { Problem = $"{Name} cannot be read: {error.Message}" };
        }
    }

    /// <summary>Tells whether the program of a kernel's command is on this machine, and the assembly that it runs, if it is dotnet.</summary>
    /// <param name="arguments">The command.</param>
    /// <returns>Whether all of it is there.</returns>
    public static bool CanStart(IReadOnlyList<string> arguments) =>
        arguments.Count > 0
        && ProgramFinder.Find(arguments[0]) is not null
        && (arguments.Count < 2 || !Path.IsPathFullyQualified(arguments[1]) || !arguments[1].EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || File.Exists(arguments[1]));

    private static string Text(JsonNode? json, string key) =>
        json is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new JsonException($"'{key}' holds something that is no text");
}
