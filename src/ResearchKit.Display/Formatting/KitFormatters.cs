namespace ResearchKit.Display;

/// <summary>The formatters that the kit brings for its own types and for TorchSharp's.</summary>
internal static class KitFormatters
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        .. JsonForm.Entries,
        .. ExceptionForm.Entries,
        .. ByteForm.Entries,
        .. TensorForm.Entries,
        .. StateDictForm.Entries,
        .. PermutationForm.Entries,
        .. PermutationSpecForm.Entries,
        .. GraphForm.Entries,
    ];
}
