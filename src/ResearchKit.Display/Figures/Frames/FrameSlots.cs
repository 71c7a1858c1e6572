using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Lines up the objects of several frames, so that each frame can be written as what changes from one to the other.</summary>
/// <remarks>
/// plotly.js changes the objects it has, in place: it neither adds nor removes one, and keeps what a frame does not mention. So an object that
/// a frame lacks is there unseen, and a key that an object has in another frame alone is null.
/// </remarks>
internal sealed class FrameSlots
{
    private static readonly string[] Sight = ["visible", "showlegend"];
    private readonly List<JsonObject[]> _slots;
    private readonly List<IReadOnlyList<string>> _changingKeys;

    /// <summary>Lines up objects.</summary>
    /// <param name="frames">The objects of each frame.</param>
    /// <param name="kind">What two objects must have in common to stand for each other.</param>
    public FrameSlots(IReadOnlyList<JsonArray> frames, Func<JsonObject, string> kind)
    {
        var order = new List<string>();
        var found = new Dictionary<string, JsonObject?[]>(StringComparer.Ordinal);
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            var place = 0;
            foreach (var item in frames[frame].Select(node => node!.AsObject()))
            {
                var name = kind(item);
                var count = counts[name] = counts.GetValueOrDefault(name) + 1;
                var slot = $"{name} {count}";
                if (!found.TryGetValue(slot, out var row))
                {
                    found.Add(slot, row = new JsonObject?[frames.Count]);
                    order.Insert(place, slot);
                }

                row[frame] = item;
                place = order.IndexOf(slot) + 1;
            }
        }

        _slots = [.. order.Select(slot => Fill(found[slot]))];
        _changingKeys = [.. _slots.Select(ChangingKeys)];
    }

    /// <summary>How many objects there are.</summary>
    public int Count => _slots.Count;

    /// <summary>All objects as they stand in one frame.</summary>
    public JsonArray Whole(int frame) => new([.. _slots.Select(row => WithoutNulls(row[frame]))]);

    /// <summary>The places of the objects that are not the same in all frames.</summary>
    public IReadOnlyList<int> Changing() => [.. Enumerable.Range(0, _slots.Count).Where(slot => _changingKeys[slot].Count > 0)];

    /// <summary>What one object takes from a frame: its values under the keys that change, or that it is unseen.</summary>
    public JsonObject Change(int slot, int frame)
    {
        var item = _slots[slot][frame];
        var keys = IsUnseen(item) ? _changingKeys[slot].Intersect(Sight) : _changingKeys[slot];
        return new JsonObject(keys.Select(key => KeyValuePair.Create(key, item[key]?.DeepClone())));
    }

    /// <summary>The keys whose values are not the same in all of some objects; a key that is missing counts as null.</summary>
    public static IReadOnlyList<string> ChangingKeys(IReadOnlyList<JsonObject> objects) =>
    [
        .. objects
            .SelectMany(item => item.Select(pair => pair.Key))
            .Distinct()
            .Where(key => objects.Any(item => !JsonNode.DeepEquals(item[key], objects[0][key]))),
    ];

    private static JsonObject[] Fill(JsonObject?[] row)
    {
        if (Array.TrueForAll(row, item => item is not null))
        {
            return row!;
        }

        var model = row.First(item => item is not null)!;
        return [.. row.Select(item => item is null ? Unseen(model) : Seen(item))];
    }

    private static JsonObject Seen(JsonObject item)
    {
        item["visible"] = true;
        return item;
    }

    /// <summary>An object as another frame shows it, but unseen.</summary>
    private static JsonObject Unseen(JsonObject model)
    {
        var unseen = model.DeepClone().AsObject();
        foreach (var key in Sight.Where(key => key == "visible" || unseen.ContainsKey(key)))
        {
            unseen[key] = false;
        }

        return unseen;
    }

    private static bool IsUnseen(JsonObject item) => item["visible"] is { } visible && !visible.GetValue<bool>();

    private static JsonObject WithoutNulls(JsonObject item) => new(item.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
}
