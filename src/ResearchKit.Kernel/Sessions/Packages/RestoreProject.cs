using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The project that is restored to get packages; it is never built.</summary>
/// <param name="Packages">The packages, with their versions as a project file states them.</param>
/// <param name="Sources">Where to look besides what NuGet is set up with.</param>
/// <param name="ConfigurationFolder">The folder from which NuGet looks for <c>nuget.config</c>, upwards.</param>
internal sealed record RestoreProject(IReadOnlyList<(string Name, string Version)> Packages, IReadOnlyList<string> Sources, string ConfigurationFolder)
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "packages.csproj";

    // As NuGet itself looks for it where names have a case.
    private static readonly string[] ConfigurationNames = ["nuget.config", "NuGet.config", "NuGet.Config"];

    private static string Framework => FormattableString.Invariant($"net{Environment.Version.Major}.{Environment.Version.Minor}");

    /// <summary>Writes the project, and files that keep the settings of folders above away from it.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The path of the project.</returns>
    public string Write(string folder)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        }

        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path, Text());
        return path;
    }

    /// <summary>A name for the outcome: equal when the same packages are asked for from the same places.</summary>
    /// <returns>A text of hexadecimal digits.</returns>
    public string Key()
    {
        var text = new StringBuilder(Text());
        for (var folder = new DirectoryInfo(ConfigurationFolder); folder is not null; folder = folder.Parent)
        {
            foreach (var file in ConfigurationNames.Select(name => Path.Combine(folder.FullName, name)).Where(File.Exists))
            {
                text.Append('\n').Append(file).Append('\n').Append(File.ReadAllText(file));
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32].ToLower(CultureInfo.InvariantCulture);
    }

    private string Text() => new XElement(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", Framework),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("EnableDefaultItems", "false"),
            new XElement("NuGetAudit", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("RestoreRootConfigDirectory", Escape(ConfigurationFolder)),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', Sources.Select(Escape)))),
        new XElement(
            "ItemGroup",
            Packages.Select(package => new XElement("PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version))))).ToString();

    // These mean something to MSBuild; in a path they are meant as they are.
    private static string Escape(string text) => string.Concat(text.Select(c => c is '%' or '$' or '@' or '\'' or ';' or '?' or '*' or '(' or ')' ? FormattableString.Invariant($"%{(int)c:X2}") : c.ToString()));
}
