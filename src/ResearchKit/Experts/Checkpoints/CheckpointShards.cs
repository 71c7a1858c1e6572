using System.Text.Json;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The tensors of a checkpoint by the file that they go to.</summary>
internal sealed class CheckpointShards
{
    private readonly List<List<CheckpointItem>> _shards = [[]];

    /// <summary>Fills files in order; a tensor that would make one larger than the limit begins the next.</summary>
    public CheckpointShards(IReadOnlyList<CheckpointItem> items, long limit)
    {
        var filled = 0L;
        foreach (var item in items)
        {
            if (_shards[^1].Count > 0 && filled + item.Bytes > limit)
            {
                _shards.Add([]);
                filled = 0;
            }

            _shards[^1].Add(item);
            filled += item.Bytes;
        }
    }

    /// <summary>The number of files.</summary>
    public int Count => _shards.Count;

    /// <summary>The tensors of a file.</summary>
    public IReadOnlyList<CheckpointItem> this[int shard] => _shards[shard];

    /// <summary>The name of a file.</summary>
    public string Name(int shard) => Count == 1 ? "model.safetensors" : FormattableString.Invariant($"model-{shard + 1:D5}-of-{Count:D5}.safetensors");

    /// <summary>The index of several files, as loaders expect it.</summary>
    public byte[] Index()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", _shards.Sum(shard => shard.Sum(item => item.Bytes)));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            for (var s = 0; s < Count; s++)
            {
                _shards[s].ForEach(item => json.WriteString(item.Name, Name(s)));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
