using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Tests.Support;

/// <summary>Packages in a folder, and NuGet settings that know no other source, so that tests need no network.</summary>
internal sealed class LocalPackages
{
    private readonly TemporaryFolder _folder;

    public LocalPackages(TemporaryFolder folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder.In("feed"));
        folder.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="installed" /></config>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>Writes a package with one assembly.</summary>
    public void Add(string name, string version, string code, string feed = "feed", (string Name, string Version)[]? dependencies = null, string? native = null)
    {
        Directory.CreateDirectory(_folder.In(feed));
        using var zip = ZipFile.Open(_folder.In($"{feed}/{name}.{version}.nupkg"), ZipArchiveMode.Create);
        var list = string.Concat((dependencies ?? []).Select(dependency => $"<dependency id=\"{dependency.Name}\" version=\"{dependency.Version}\" />"));
        using (var writer = new StreamWriter(zip.CreateEntry($"{name}.nuspec").Open()))
        {
            writer.Write($"""
                <?xml version="1.0"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>{name}</id><version>{version}</version><authors>test</authors><description>test</description>
                  <dependencies><group targetFramework="net8.0">{list}</group></dependencies></metadata>
                </package>
                """);
        }

        using (var entry = zip.CreateEntry($"lib/net8.0/{name}.dll").Open())
        {
            entry.Write(Compile(name, version, code));
        }

        if (native is not null)
        {
            zip.CreateEntryFromFile(native, $"runtimes/{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}/native/lib{name}Native.so");
        }
    }

    private static byte[] Compile(string name, string version, string code)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = new[] { "System.Private.CoreLib.dll", "System.Runtime.dll", "System.Runtime.InteropServices.dll" }.Select(file => MetadataReference.CreateFromFile(Path.Combine(framework, file)));
        var source = $"[assembly: System.Reflection.AssemblyVersion(\"{version.Split('-')[0]}\")]\n{code}";
        using var stream = new MemoryStream();
        var result = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }
}
