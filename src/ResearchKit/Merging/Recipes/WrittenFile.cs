namespace ResearchKit.Merging.Recipes;

/// <summary>A file of a merged model.</summary>
/// <param name="Name">Its name in the output folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Crc32C">The CRC-32C of its bytes, eight hexadecimal digits.</param>
public sealed record WrittenFile(string Name, long Bytes, string Crc32C);
