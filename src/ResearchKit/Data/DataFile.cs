namespace ResearchKit.Data;

/// <summary>A file that a data set's makers publish.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record DataFile(string Name, long Bytes, string Sha256);
