using System.Text.Json;
using ResearchKit.Checkpoints;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Spreads tensors over files in their order.</summary>
internal static class ShardPacking
{
    /// <summary>The free text of every file.</summary>
    public static IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string> { ["format"] = "pt" };

    /// <summary>Starts a new file whenever the next tensor would make one longer than allowed.</summary>
    public static IReadOnlyList<PlannedShard> Pack(IEnumerable<PlannedTensor> tensors, long limit)
    {
        var groups = new List<List<PlannedTensor>> { new() };
        var filled = 0L;
        foreach (var tensor in tensors)
        {
            if (groups[^1].Count > 0 && filled + tensor.Bytes > limit)
            {
                groups.Add([]);
                filled = 0;
            }

            groups[^1].Add(tensor);
            filled += tensor.Bytes;
        }

        return [.. groups.Select((group, number) => Shard(group, number, groups.Count))];
    }

    /// <summary>The first bytes of a file.</summary>
    public static byte[] Header(PlannedShard shard) => Layout(shard.Tensors).Header;

    /// <summary>The index of a model in several files.</summary>
    public static byte[] Index(IReadOnlyList<PlannedShard> shards)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", shards.Sum(shard => shard.Tensors.Sum(tensor => tensor.Bytes)));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            foreach (var shard in shards)
            {
                foreach (var tensor in shard.Tensors)
                {
                    json.WriteString(tensor.Name, shard.FileName);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static SafetensorsLayout Layout(IEnumerable<PlannedTensor> tensors) =>
        new([.. tensors.Select(tensor => new SafetensorsLayout.Item(tensor.Name, tensor.DType, tensor.Shape, tensor.Bytes))], Metadata);

    private static PlannedShard Shard(List<PlannedTensor> group, int number, int count)
    {
        var name = count == 1 ? "model.safetensors" : FormattableString.Invariant($"model-{number + 1:D5}-of-{count:D5}.safetensors");
        var layout = Layout(group);
        return new PlannedShard(name, [.. layout.DataOrder.Select(place => group[place])], layout.FileBytes);
    }
}
