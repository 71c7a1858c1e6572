using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Reads the files that <c>#load</c> names, and remembers the code of cells and files as it was written.</summary>
/// <param name="baseFolder">The folder that paths are relative to.</param>
internal sealed class SessionSources(string baseFolder) : SourceFileResolver([], baseFolder)
{
    private readonly ConcurrentDictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GuardedCode> _codes = new(StringComparer.Ordinal);

    /// <summary>Puts checks into the code of a cell.</summary>
    /// <param name="name">The name of the cell.</param>
    /// <param name="code">The code.</param>
    /// <returns>The code to compile.</returns>
    public GuardedCode Guard(string name, string code) => _codes[name] = GuardedCode.Make(code);

    /// <summary>Remembers which assembly a cell was compiled to.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <param name="name">The name of the cell.</param>
    public void Remember(string assemblyName, string name) => _cells[assemblyName] = name;

    /// <summary>Finds the cell that was compiled to an assembly.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <returns>The name of the cell, or null when the assembly is of none.</returns>
    public string? CellOf(string? assemblyName) => assemblyName is null ? null : _cells.GetValueOrDefault(assemblyName);

    /// <summary>Finds the code behind a syntax tree.</summary>
    /// <param name="path">The path of the tree: the name of a cell or the full path of a file.</param>
    /// <returns>The code, or null when the tree is of neither.</returns>
    public GuardedCode? Find(string path) => _codes.GetValueOrDefault(path);

    /// <inheritdoc/>
    public override Stream OpenRead(string resolvedPath)
    {
        using var reader = new StreamReader(base.OpenRead(resolvedPath), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return new MemoryStream(Encoding.UTF8.GetBytes(Guard(resolvedPath, reader.ReadToEnd()).Text));
    }
}
