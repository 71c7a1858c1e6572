using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>One fusion: the plans found so far, and what they do to the candidate's tensors.</summary>
internal sealed class TransportFusion
{
    private readonly PermutationSpec _spec;
    private readonly IReadOnlyDictionary<string, Tensor> _reference;
    private readonly IReadOnlyDictionary<string, Tensor> _candidate;
    private readonly TransportOptions _options;
    private readonly Dictionary<string, TransportMap> _plans = [];
    private readonly Dictionary<string, int> _units;

    public TransportFusion(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, TransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        spec.ThrowIfNested("optimal transport fusion");
        spec.Validate(reference);
        (_spec, _reference, _candidate, _options) = (spec, reference, candidate, options);
        _units = WidthGuard.Units(spec, reference, candidate);
    }

    public TransportFusionResult Run(IReadOnlyDictionary<string, Tensor>? referenceActivations, IReadOnlyDictionary<string, Tensor>? candidateActivations)
    {
        foreach (var group in _spec.Groups.Keys)
        {
            using var scope = NewDisposeScope();
            var (carried, targets) = referenceActivations is null
                ? Incoming(group)
                : (Samples(candidateActivations!, group, _units[group], "candidate"), Samples(referenceActivations, group, _spec.Groups[group], "reference"));
            if (!isfinite(carried).all().ToBoolean() || !isfinite(targets).all().ToBoolean() || carried.shape[1] != targets.shape[1])
            {
                throw new ArgumentException($"The units of group '{group}' have vectors of {carried.shape[1]} (candidate) and {targets.shape[1]} numbers (reference); expected as many, all finite.");
            }

            _plans.Add(group, TransportProblem.Solve(carried, targets, _options));
        }

        var transported = _reference.Keys.ToDictionary(name => name, Transport);
        return new TransportFusionResult
        {
            Transported = transported,
            Fused = Connectivity.Interpolation.Lerp(_reference.ToDictionary(pair => pair.Key, pair => pair.Value), transported, _options.Lambda),
            Plans = _plans.AsReadOnly(),
        };
    }

    private static Tensor Samples(IReadOnlyDictionary<string, Tensor> activations, string group, int units, string model)
    {
        if (!activations.TryGetValue(group, out var found) || found.shape.Length < 2 || found.shape[1] % units != 0 || found.shape[1] == 0)
        {
            throw new ArgumentException($"The {model}'s activations of group '{group}' are {(found is null ? "missing" : $"[{string.Join(", ", found.shape)}]")}; expected (samples, {units}) or (samples, {units}, height, width).");
        }

        return found.detach().cpu().to(ScalarType.Float64).reshape(found.shape[0], units, -1).transpose(0, 1).reshape(units, -1);
    }

    private int OutputAxis(string name) => _options.OutputAxis?.Invoke(name) ?? 0;

    /// <summary>One row a unit: all weights that lead into it from inputs that have been carried.</summary>
    private (Tensor Candidate, Tensor Reference) Incoming(string group)
    {
        var (carried, targets) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (name, axis, blockSize) in _spec.AxesOf(group))
        {
            var axes = _spec.Axes[name];
            var isIncoming = axis == OutputAxis(name) && !_spec.Statistics.Contains(name);
            if (isIncoming && axes.Where((entry, index) => index != axis && entry is not null).All(entry => _plans.ContainsKey(entry!.Group)))
            {
                carried.Add(Rows(Inputs(name), axis, blockSize, _units[group]));
                targets.Add(Rows(_reference[name], axis, blockSize, _spec.Groups[group]));
            }
        }

        return carried.Count > 0
            ? (cat(carried, 1), cat(targets, 1))
            : throw new ArgumentException($"No tensor leads into group '{group}' from inputs that come before it in the spec; order the spec's groups as the network runs, or fuse by activations.");
    }

    private static Tensor Rows(Tensor tensor, int axis, int blockSize, int units) =>
        tensor.detach().cpu().to(ScalarType.Float64).transpose(0, axis).reshape(units, -1);

    /// <summary>The candidate's tensor with every carried input axis mapped.</summary>
    private Tensor Inputs(string name)
    {
        var tensor = _candidate[name];
        for (var axis = 0; axis < _spec.Axes[name].Count; axis++)
        {
            if (axis != OutputAxis(name) && _spec.Axes[name][axis] is { } entry && _plans.TryGetValue(entry.Group, out var plan))
            {
                tensor = AxisMap.Along(plan.InputMatrix(), tensor, axis, entry.BlockSize);
            }
        }

        return tensor;
    }

    private Tensor Transport(string name)
    {
        using var scope = NewDisposeScope();
        var (axes, output) = (_spec.Axes[name], OutputAxis(name));
        if (!_reference[name].is_floating_point())
        {
            return _reference[name].detach().clone().MoveToOuterDisposeScope();
        }

        var tensor = Inputs(name);
        if (axes.Count > 0 && axes[output] is { } entry)
        {
            tensor = AxisMap.Along(_plans[entry.Group].OutputMatrix(), tensor, output, entry.BlockSize);
        }

        return (ReferenceEquals(tensor, _candidate[name]) ? tensor.detach().clone() : tensor).to(_reference[name].dtype).MoveToOuterDisposeScope();
    }
}
