using System.Globalization;
using System.Text.RegularExpressions;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Finds the layers of experts in a checkpoint's names and shapes.</summary>
internal sealed class ExpertLayerFinder(ModelFiles files, ExpertFamily family)
{
    private readonly Dictionary<string, Found> _found = new(StringComparer.Ordinal);

    /// <summary>The layers in the order of the files.</summary>
    /// <exception cref="InvalidDataException">An expert is missing, or a shape does not fit; the message names the tensor.</exception>
    public List<ExpertLayerInfo> Find()
    {
        var patterns = family.Experts.Select(t => (Tensor: t, Pattern: family.Pattern(t))).ToArray();
        foreach (var name in files.Names)
        {
            foreach (var (tensor, pattern) in patterns)
            {
                if (pattern.Match(name) is { Success: true } match)
                {
                    Add(match, tensor, name);
                }
            }
        }

        return [.. _found.Values.OrderBy(f => f.Order).Select(Describe)];
    }

    private void Add(Match match, ExpertTensor tensor, string name)
    {
        var layer = match.Groups["layer"].Value;
        if (!_found.TryGetValue(layer, out var found))
        {
            _found.Add(layer, found = new Found(layer, _found.Count));
        }

        var expert = match.Groups["expert"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
        found.Tensors.Add((expert, tensor), name);
    }

    private ExpertLayerInfo Describe(Found found)
    {
        var first = Entry(found, 0, family.Experts[0]);
        var stored = family.IsFused ? (int)first.Entry.Shape[0] : found.Tensors.Keys.Max(k => k.Expert) + 1;
        var shape = family.IsFused ? [.. first.Entry.Shape.Skip(1)] : first.Entry.Shape;
        if (shape.Count != 2 || stored < 1)
        {
            throw Fault(first, "two axes for each expert");
        }

        var (hidden, model) = (shape[0] / family.Experts[0].Parts.Count, shape[1]);
        var map = Map(found.Name, stored);
        var gated = family.Experts.Any(t => t.Parts.Contains(ExpertPart.Gate));
        var info = new ExpertLayerInfo(found.Name, map.Length, stored, model, hidden, gated, first.Entry.DType, 0, SharedBytes(found.Name), map);
        return info with { Bytes = Check(found, info) };
    }

    // All tensors of all experts are there, alike, and of the layout's shapes.
    private long Check(Found found, ExpertLayerInfo info)
    {
        var bytes = 0L;
        var expected = new ExpertLayout(family, info).Tensors(info.Stored).ToDictionary(t => t.Name, t => t.Shape);
        foreach (var (name, shape) in expected)
        {
            var stored = files.Find(name) ?? throw new InvalidDataException($"{files.Path}: layer '{info.Name}' has {info.Stored} experts but no tensor '{name}'");
            if (!stored.Entry.Shape.SequenceEqual(shape) || stored.Entry.DType != info.DType)
            {
                throw Fault(stored, $"{info.DType} [{string.Join(", ", shape)}] like the other experts of the layer");
            }

            bytes += stored.Entry.Length;
        }

        if (found.Tensors.Values.FirstOrDefault(name => !expected.ContainsKey(name)) is { } extra)
        {
            throw new InvalidDataException($"{files.Path}: tensor '{extra}' belongs to no expert of '{info.Name}', which has {info.Stored}");
        }

        if (family.Router is { } router)
        {
            var weight = files.Find(info.Name + router) ?? throw new InvalidDataException($"{files.Path}: layer '{info.Name}' has no router '{info.Name + router}'");
            if (!weight.Entry.Shape.SequenceEqual([info.Slots, info.ModelSize]))
            {
                throw Fault(weight, $"[{info.Slots}, {info.ModelSize}]");
            }
        }

        return bytes;
    }

    private int[] Map(string layer, int stored)
    {
        if (files.Find(ExpertCheckpoint.MapName(layer)) is not { } entry)
        {
            return [.. Enumerable.Range(0, stored)];
        }

        if (entry.Entry.DType != ScalarType.Int32 || entry.Entry.Shape.Count != 1)
        {
            throw Fault(entry, "one axis of int32");
        }

        using var tensor = entry.File.Load(entry.Entry.Name);
        var map = tensor.data<int>().ToArray();
        return map.Length > 0 && map.All(e => e >= 0 && e < stored)
            ? map
            : throw new InvalidDataException($"{files.Path}: '{entry.Entry.Name}' is [{string.Join(", ", map)}]; expected experts from 0 to {stored - 1}");
    }

    private long SharedBytes(string layer) => family.Shared is null ? 0 : files.Names.Where(n => n.StartsWith(layer + family.Shared, StringComparison.Ordinal)).Sum(n => files.Find(n)!.Entry.Length);

    private StoredTensor Entry(Found found, int expert, ExpertTensor tensor) => found.Tensors.TryGetValue((expert, tensor), out var name)
        ? files.Find(name)!
        : throw new InvalidDataException($"{files.Path}: layer '{found.Name}' has experts but no '{tensor.Suffix}' of expert {expert}");

    private InvalidDataException Fault(StoredTensor tensor, string expected) =>
        new($"{files.Path}: tensor '{tensor.Entry.Name}' is {tensor.Entry.DType} [{string.Join(", ", tensor.Entry.Shape)}]; expected {expected}");

    private sealed record Found(string Name, int Order)
    {
        public Dictionary<(int Expert, ExpertTensor Tensor), string> Tensors { get; } = [];
    }
}
