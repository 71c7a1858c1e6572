namespace ResearchKit.Compression;

/// <summary>How the importance of a row of S follows from that of its entries.</summary>
public enum RowScore
{
    /// <summary>The mean, as in the authors' code: rows of short and long matrices compete evenly.</summary>
    Mean,

    /// <summary>The sum, as the paper writes it: rows of long matrices score higher.</summary>
    Sum,
}
