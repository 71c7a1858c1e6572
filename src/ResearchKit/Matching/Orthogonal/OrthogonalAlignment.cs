using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Permutations of all groups but the residual stream, and an orthogonal matrix for the stream.</summary>
/// <remarks>It leaves the function of a network as it is whose gains are folded (<see cref="ResidualPath.Fold"/>): every axis of the stream is multiplied by the matrix, <c>new[i] = sum over j of O[i, j] old[j]</c>.</remarks>
public sealed class OrthogonalAlignment : IDisposable
{
    private readonly ResidualPath _stream;

    internal OrthogonalAlignment(ResidualPath stream, Alignment alignment, Tensor rotation)
    {
        (_stream, Alignment, Rotation) = (stream, alignment, rotation);
    }

    /// <summary>The permutations, of the whole spec; that of the stream is the identity.</summary>
    public Alignment Alignment { get; }

    /// <summary>The orthogonal matrix O of the stream, (d, d), double precision.</summary>
    public Tensor Rotation { get; }

    /// <summary>Applies permutations and matrix to a folded state dict.</summary>
    /// <param name="stateDict">The tensors of a folded network.</param>
    /// <returns>New tensors, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The tensors do not fit the spec, or a gain of the stream is not one.</exception>
    public Dictionary<string, Tensor> Apply(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        using var frozen = no_grad();
        var aligned = Alignment.Apply(stateDict);
        Rotate(Alignment.Spec, _stream, Rotation, aligned);
        return aligned;
    }

    /// <summary>Frees the matrix.</summary>
    public void Dispose() => Rotation.Dispose();

    /// <summary>The axes of the stream that a matrix turns: all but those of the normalisations, whose gains must be one.</summary>
    internal static List<TensorAxis> TurnedAxes(PermutationSpec spec, ResidualPath stream, IReadOnlyDictionary<string, Tensor> stateDict)
    {
        var norms = stream.Norms.Select(norm => norm.Name).ToHashSet();
        var turned = new List<TensorAxis>();
        foreach (var axis in spec.AxesOf(stream.Group))
        {
            if (!norms.Contains(axis.Tensor[..Math.Max(0, axis.Tensor.LastIndexOf('.'))]))
            {
                turned.Add(axis);
            }
            else if (!axis.Tensor.EndsWith(".weight", StringComparison.Ordinal) || !stateDict[axis.Tensor].eq(1).all().ToBoolean())
            {
                throw new ArgumentException($"'{axis.Tensor}' stands in the way of a rotation; expected gains of one and no biases, as {nameof(ResidualPath)}.{nameof(ResidualPath.Fold)} makes them.");
            }
        }

        return turned;
    }

    /// <summary>Multiplies every axis of the stream by a matrix, in place of the dictionary's tensors.</summary>
    internal static void Rotate(PermutationSpec spec, ResidualPath stream, Tensor rotation, Dictionary<string, Tensor> stateDict)
    {
        foreach (var (tensor, axis, _) in TurnedAxes(spec, stream, stateDict))
        {
            using var scope = NewDisposeScope();
            var old = stateDict[tensor];
            var turned = old.to(ScalarType.Float64).movedim([axis], [old.dim() - 1]).matmul(rotation.t()).movedim([old.dim() - 1], [axis]);
            old.copy_(turned);
        }
    }
}
