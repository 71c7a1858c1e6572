using static TorchSharp.torch;

namespace ResearchKit.Display;

/// <summary>State dicts as a table of their tensors.</summary>
internal static class StateDictForm
{
    /// <summary>The formatters of state dicts.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<IEnumerable<KeyValuePair<string, Tensor>>>(MimeTypes.Html, stateDict => TableOf(stateDict).ToHtml()),
        FormatterEntry.For<IEnumerable<KeyValuePair<string, Tensor>>>(MimeTypes.Text, stateDict => TableOf(stateDict).ToText()),
    ];

    private static Table TableOf(IEnumerable<KeyValuePair<string, Tensor>> stateDict)
    {
        var table = new Table("name", "shape", "type", "values", "size");
        var (tensors, total, bytes) = (0, 0L, 0L);
        foreach (var (name, tensor) in stateDict)
        {
            tensors++;
            if (tensor is null || tensor.IsInvalid)
            {
                table = table.Row(name, "disposed", string.Empty, null, null);
                continue;
            }

            var size = tensor.NumberOfElements * tensor.element_size();
            (total, bytes) = (total + tensor.NumberOfElements, bytes + size);
            table = table.Row(name, $"[{string.Join(", ", tensor.shape)}]", TensorSummary.TypeName(tensor.dtype), tensor.NumberOfElements, Numbers.Bytes(size));
        }

        return table.WithFormat("values", "N0").WithCaption(FormattableString.Invariant($"state dict: {tensors} {(tensors == 1 ? "tensor" : "tensors")}, {total:N0} values, {Numbers.Bytes(bytes)}"));
    }
}
