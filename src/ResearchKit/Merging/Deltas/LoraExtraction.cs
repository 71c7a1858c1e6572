using ResearchKit.Merging.Recipes;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>Makes a LoRA adapter of the difference between a fine-tune and its base model.</summary>
/// <remarks>
/// For each matrix, δ = U S Vᵀ in float32, rank r = min(<see cref="LoraOptions.MaxRank"/>, number of singular values above <see cref="LoraOptions.Epsilon"/>), A = √(S_r/s)·V_rᵀ and B = U_r·√(S_r/s) with the scale s = alpha/r
/// (1 unless <see cref="LoraOptions.Alpha"/> says otherwise), so that s·B·A is the best approximation of δ of that rank (Eckart and Young, 1936). Embeddings are transposed. Other tensors that changed (vectors, convolutions, matrices that are
/// no module's weight) are stored whole; what did not change is left out. Tensors are read one at a time.
/// Reference: Hu et al., LoRA, 2022; the conventions are mergekit's and PEFT's.
/// </remarks>
public static class LoraExtraction
{
    private const string Weight = ".weight";
    private const double Noise = 1e-6;

    /// <summary>Extracts the adapter of two checkpoints.</summary>
    /// <param name="baseModel">A .safetensors file, the index of several, or a folder with either.</param>
    /// <param name="tuned">The fine-tune, of the same names and shapes.</param>
    /// <param name="options">Ranks; null for the defaults.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="cancellationToken">Stops between tensors.</param>
    /// <returns>The adapter, which the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the checkpoints differ in names or shapes; the message names the first tensor.</exception>
    public static LoraAdapter Extract(
        string baseModel, string tuned, LoraOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(baseModel);
        ArgumentException.ThrowIfNullOrEmpty(tuned);
        options ??= new LoraOptions();
        options.Validate();
        using var from = ModelFiles.Open(new ModelReference(baseModel), baseModel);
        using var to = ModelFiles.Open(new ModelReference(tuned), tuned);
        RequireSame(from, to, baseModel, tuned);
        using var noGradient = no_grad();
        var (modules, whole) = (new List<LoraModule>(), new Dictionary<string, Tensor>(StringComparer.Ordinal));
        try
        {
            var done = 0;
            foreach (var name in to.Names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Add(name, from.Find(name)!.File.Load(name), to.Find(name)!.File.Load(name), options, modules, whole);
                progress?.Report(new ProgressReport("extract", ++done, to.Names.Count, name));
            }

            return new LoraAdapter(options.BaseModelName ?? baseModel, modules, whole);
        }
        catch
        {
            new LoraAdapter(baseModel, modules, whole).Dispose();
            throw;
        }
    }

    /// <summary>Extracts the change of one matrix.</summary>
    /// <param name="module">The module's name, without <c>.weight</c>.</param>
    /// <param name="from">The base model's matrix.</param>
    /// <param name="to">The fine-tune's.</param>
    /// <param name="options">Ranks; null for the defaults.</param>
    /// <returns>The change, whose tensors the caller owns, or null where no singular value counts.</returns>
    /// <exception cref="ArgumentException">The tensors are no matrices of one shape, an element of the change is not finite, or an option is out of range.</exception>
    public static LoraModule? OfMatrix(string module, Tensor from, Tensor to, LoraOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        options ??= new LoraOptions();
        options.Validate();
        if (from.dim() != 2 || !from.shape.AsSpan().SequenceEqual(to.shape))
        {
            throw new ArgumentException($"'{module}' has the shapes [{string.Join(", ", from.shape)}] and [{string.Join(", ", to.shape)}]; expected matrices of one shape", nameof(to));
        }

        using var scope = NewDisposeScope();
        var delta = to.to_type(ScalarType.Float32) - from.to_type(ScalarType.Float32);
        if (!delta.isfinite().all().ToBoolean())
        {
            throw new ArgumentException($"the change of '{module}' has an element that is NaN or infinite; it has no singular values", nameof(to));
        }

        var isEmbedding = (options.IsEmbedding ?? IsUsualEmbedding)(module);
        var (u, s, vh) = linalg.svd(isEmbedding ? delta.t() : delta, false);
        var values = s.contiguous().data<float>().ToArray();
        var least = options.Epsilon > 0 ? options.Epsilon : Noise * (values.Length > 0 ? values[0] : 0);
        var rank = Math.Min(options.MaxRank, values.Count(value => value > least));
        if (rank == 0)
        {
            return null;
        }

        var scale = (options.Alpha ?? rank) / rank;
        var root = (s.narrow(0, 0, rank) / scale).sqrt();
        var a = (vh.narrow(0, 0, rank) * root.unsqueeze(1)).contiguous(); // (rank, in)
        var b = (u.narrow(1, 0, rank) * root).contiguous(); // (out, rank)
        var kept = values.Take(rank).Sum(value => (double)value * value) / values.Sum(value => (double)value * value);
        return new LoraModule(module, a.MoveToOuterDisposeScope(), b.MoveToOuterDisposeScope(), scale, isEmbedding, kept);
    }

    private static void Add(string name, Tensor from, Tensor to, LoraOptions options, List<LoraModule> modules, Dictionary<string, Tensor> whole)
    {
        if (from.dtype == to.dtype && !from.ne(to).any().ToBoolean())
        {
            return;
        }

        if (to.dim() == 2 && to.is_floating_point() && from.is_floating_point() && name.EndsWith(Weight, StringComparison.Ordinal) && name.Length > Weight.Length)
        {
            if (OfMatrix(name[..^Weight.Length], from, to, options) is { } module)
            {
                module.A.MoveToOuterDisposeScope();
                module.B.MoveToOuterDisposeScope();
                modules.Add(module);
            }
        }
        else
        {
            whole.Add(name, to.MoveToOuterDisposeScope());
        }
    }

    private static bool IsUsualEmbedding(string module)
    {
        var last = module[(module.LastIndexOf('.') + 1)..];
        return last.Contains("embed", StringComparison.OrdinalIgnoreCase) || last is "wte" or "wpe";
    }

    private static void RequireSame(ModelFiles from, ModelFiles to, string baseModel, string tuned)
    {
        var names = from.Names.Concat(to.Names).Where(name => from.Find(name) is null || to.Find(name) is null).ToList();
        if (names.Count > 0)
        {
            throw new InvalidDataException($"{(to.Find(names[0]) is null ? tuned : baseModel)}: has no tensor '{names[0]}'{(names.Count > 1 ? $", and {names.Count - 1} more differ" : string.Empty)}; a fine-tune has the names of its base model");
        }

        foreach (var name in from.Names)
        {
            var (old, young) = (from.Find(name)!.Entry.Shape, to.Find(name)!.Entry.Shape);
            if (!old.SequenceEqual(young))
            {
                throw new InvalidDataException($"{tuned}: '{name}' has shape [{string.Join(", ", young)}]; the base model has [{string.Join(", ", old)}]");
            }
        }
    }
}
