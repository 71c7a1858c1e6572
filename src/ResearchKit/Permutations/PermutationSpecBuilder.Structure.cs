namespace ResearchKit.Permutations;

/// <content>What a walk through a module needs beside the layers.</content>
public sealed partial class PermutationSpecBuilder
{
    /// <summary>The number of positions along the channel axis of the stream; 0 where it is not known.</summary>
    internal int Channels => _extent;

    /// <summary>A name with the prefix of the present scope.</summary>
    internal string FullName(string name) => _prefix + name;

    /// <summary>Adds the tensors of a module of unknown data flow: none of their axes moves, nor does what goes in or comes out.</summary>
    internal void Unknown(IEnumerable<(string Tensor, int Axes)> tensors)
    {
        foreach (var (tensor, axes) in tensors)
        {
            Add(tensor, [.. Enumerable.Repeat(Unpermuted, axes)]);
        }

        FixStream();
    }

    /// <summary>Fixes the order of the stream's channels, as at the output of a network; what comes next has an unknown number of channels.</summary>
    internal void FixStream()
    {
        _group?.Coarsen(1);
        EndStream();
    }

    /// <summary>Ends the stream without fixing it.</summary>
    internal void EndStream() => (_group, _extent) = Unpermuted;
}
