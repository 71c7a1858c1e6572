using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The experts of one layer, computed together: a batch of rows for each of them.</summary>
/// <param name="name">The name of the module's type.</param>
public abstract class ExpertBank(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>How many experts there are, U.</summary>
    public abstract int Count { get; }

    /// <summary>The numbers that the experts store.</summary>
    public abstract long StoredNumbers { get; }

    /// <summary>Gives each expert's outputs.</summary>
    /// <param name="input">Rows for each expert, (U, C, d).</param>
    /// <returns>Outputs, (U, C, d).</returns>
    public abstract override Tensor forward(Tensor input);

    /// <summary>Makes a bank with equal numbers and memory of its own.</summary>
    /// <returns>The copy.</returns>
    public abstract ExpertBank Copy();
}
