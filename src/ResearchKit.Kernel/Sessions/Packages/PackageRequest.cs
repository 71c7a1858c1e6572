using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Sessions;

/// <summary>A package that a cell asks for by <c>#r "nuget:NAME,VERSION"</c>.</summary>
/// <param name="Name">The name of the package.</param>
/// <param name="Version">A version such as <c>1.2.3</c>, one with wildcards such as <c>1.*</c> or <c>*-*</c>, a range such as <c>[1.0,2.0)</c>, or null for the newest.</param>
internal sealed partial record PackageRequest(string Name, string? Version)
{
    /// <summary>The beginning of a reference to a package.</summary>
    public const string Prefix = "nuget:";

    /// <summary>Whether the version names one version and no other.</summary>
    public bool IsExact => Version is not null && ExactVersion().IsMatch(Version);

    /// <summary>The version as a project file states it.</summary>
    public string ProjectVersion => Version is null ? "*" : IsExact ? $"[{Version}]" : Version;

    /// <summary>Tells whether a reference is one to a package.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <returns>Whether it is.</returns>
    public static bool Is(string reference) => reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a reference.</summary>
    /// <param name="reference">What stands between the quotes.</param>
    /// <returns>The request.</returns>
    /// <exception cref="FormatException">The name or the version cannot be one.</exception>
    public static PackageRequest Parse(string reference)
    {
        var parts = reference[Prefix.Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        if (!PackageName().IsMatch(parts[0]))
        {
            throw new FormatException($"'{parts[0]}' is not the name of a package; expected #r \"nuget:NAME\" or #r \"nuget:NAME,VERSION\".");
        }

        var version = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null;
        return version is null || VersionText().IsMatch(version)
            ? new PackageRequest(parts[0], version)
            : throw new FormatException($"'{version}' is not a version of a package; expected for example 1.2.3, 1.*, *-* or [1.0,2.0).");
    }

    /// <summary>Tells whether a version that is loaded is one that was asked for.</summary>
    /// <param name="loaded">The version that is loaded.</param>
    /// <returns>Whether it is; a version with wildcards or a range takes what is loaded where it can be told to fit.</returns>
    public bool Accepts(string loaded)
    {
        if (Version is null || Version == loaded)
        {
            return true;
        }

        if (IsExact)
        {
            return string.Equals(Normal(Version), Normal(loaded), StringComparison.OrdinalIgnoreCase);
        }

        // Floating versions take what is there, as in .NET Interactive, when its beginning fits.
        var fixedPart = Version.Split('*')[0].TrimEnd('.', '-');
        return Version.Contains('*', StringComparison.Ordinal)
            && (fixedPart.Length == 0 || loaded == fixedPart || loaded.StartsWith(fixedPart + ".", StringComparison.Ordinal) || loaded.StartsWith(fixedPart + "-", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Name : $"{Name}, {Version}";

    // 1.2 and 1.2.0 and 1.2.0.0 are one version; what follows a plus does not count.
    private static string Normal(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        var numbers = parts[0].Split('.').Select(number => number.TrimStart('0') is { Length: > 0 } digits ? digits : "0").ToList();
        while (numbers.Count > 1 && numbers[^1] == "0")
        {
            numbers.RemoveAt(numbers.Count - 1);
        }

        return string.Join('.', numbers) + (parts.Length > 1 ? "-" + parts[1] : string.Empty);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*$")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"^[0-9A-Za-z.*+-]+$|^[\[(][0-9A-Za-z.*+, -]*[\])]$")]
    private static partial Regex VersionText();
}
