using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Common part of batch and instance normalisation: scale, shift and running statistics.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(running_mean))]
    private Tensor? _runningMean;

    [ComponentName(Name = nameof(running_var))]
    private Tensor? _runningVar;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? _batchesTracked;

    private protected NormBase(
        string name, long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = LayerTensors.Uninitialised(device, dtype, num_features);
            bias = LayerTensors.Uninitialised(device, dtype, num_features);
        }

        if (track_running_stats)
        {
            running_mean = LayerTensors.Filled(0, device, dtype, num_features);
            running_var = LayerTensors.Filled(1, device, dtype, num_features);
            num_batches_tracked = LayerTensors.Filled(0, device, ScalarType.Int64);
        }

        reset_parameters();
    }

    /// <summary>Number of channels.</summary>
    public long num_features { get; }

    /// <summary>What is added to the variance before the square root.</summary>
    public double eps { get; set; }

    /// <summary>Weight of the new batch in the running statistics; null averages all batches equally.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether there are a scale and a shift.</summary>
    public bool affine { get; }

    /// <summary>Whether running statistics are kept.</summary>
    public bool track_running_stats { get; }

    /// <summary>The scale of each channel, or null; setting it disposes the old one.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => SetParameter(ref _weight, value);
    }

    /// <summary>The shift of each channel, or null; setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(ref _bias, value);
    }

    /// <summary>Running mean of each channel, or null; setting it disposes the old one.</summary>
    public Tensor? running_mean
    {
        get => _runningMean;
        set => SetBuffer(ref _runningMean, value);
    }

    /// <summary>Running (unbiased) variance of each channel, or null; setting it disposes the old one.</summary>
    public Tensor? running_var
    {
        get => _runningVar;
        set => SetBuffer(ref _runningVar, value);
    }

    /// <summary>Number of batches in the running statistics, a scalar, or null; setting it disposes the old one.</summary>
    public Tensor? num_batches_tracked
    {
        get => _batchesTracked;
        set => SetBuffer(ref _batchesTracked, value);
    }

    /// <summary>Sets the running mean to 0, the running variance to 1 and the batch count to 0.</summary>
    public void reset_running_stats()
    {
        if (!track_running_stats)
        {
            return;
        }

        using var guard = GradientMode.Off();
        InPlace.Zero(running_mean!);
        InPlace.Fill(running_var!, 1);
        InPlace.Zero(num_batches_tracked!);
    }

    /// <summary>Resets the running statistics and sets the scale to 1 and the shift to 0.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine)
        {
            return;
        }

        using var guard = GradientMode.Off();
        InPlace.Fill(weight!, 1);
        InPlace.Zero(bias!);
    }

    /// <summary>Checks the rank of the input.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ArgumentException">The rank does not fit the layer.</exception>
    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void RequireRank(Tensor input, int first, int second)
    {
        var rank = input.dim();
        if (rank != first && rank != second)
        {
            var expected = first == second ? $"{first}D" : $"{first}D or {second}D";
            throw new ArgumentException($"{GetName()}: expected {expected} input, got {rank}D input.", nameof(input));
        }
    }
}
