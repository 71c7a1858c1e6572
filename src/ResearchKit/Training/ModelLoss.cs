using ResearchKit.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>The cross-entropy of a classifier on a data set as a function of the classifier's tensors.</summary>
/// <remarks>
/// The module gives the computation only: every call runs it in evaluation mode on the tensors that the caller gives, then puts the
/// module's own tensors and modes back. Images are converted to the number type and device of the module's first parameter.
/// The data are held by reference, and neither they nor the module are disposed with this object. Not thread safe.
/// </remarks>
public sealed class ModelLoss : IParameterLoss
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly int _batchSize;

    /// <summary>Joins a classifier and labelled images.</summary>
    /// <param name="model">The classifier; it takes (N, C, H, W) images and gives (N, classes) scores.</param>
    /// <param name="data">The images and labels.</param>
    /// <param name="batchSize">How many images a batch has (the last may have fewer); at least 1.</param>
    /// <exception cref="ArgumentException">There is no image, or the batch size is below 1.</exception>
    public ModelLoss(nn.Module<Tensor, Tensor> model, LabelledImages data, int batchSize)
        : this(model, (data ?? throw new ArgumentNullException(nameof(data))).Images, data.Labels, batchSize)
    {
    }

    /// <summary>Joins a language model and sequences of tokens; the loss is the mean over all tokens.</summary>
    /// <param name="model">The language model; it takes (N, T) tokens and gives (N, T, vocabulary) scores.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="batchSize">How many sequences a batch has (the last may have fewer); at least 1.</param>
    /// <exception cref="ArgumentException">There is no sequence, or the batch size is below 1.</exception>
    public ModelLoss(nn.Module<Tensor, Tensor> model, TokenSequences data, int batchSize)
        : this(model, (data ?? throw new ArgumentNullException(nameof(data))).Inputs, data.Targets, batchSize)
    {
    }

    /// <summary>Joins a classifier with inputs of any shape and number type and their labels.</summary>
    /// <param name="model">The classifier; it takes inputs and gives (N, classes) scores, or (N, T, classes) where there are T labels an input.</param>
    /// <param name="inputs">The inputs, (N, ...); whole numbers are given to the model as they are.</param>
    /// <param name="labels">The class numbers, (N) or (N, T) int64.</param>
    /// <param name="batchSize">How many inputs a batch has (the last may have fewer); at least 1.</param>
    /// <exception cref="ArgumentException">There is no input, the counts differ, or the batch size is below 1.</exception>
    public ModelLoss(nn.Module<Tensor, Tensor> model, Tensor inputs, Tensor labels, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (inputs.shape.Length == 0 || inputs.shape[0] < 1 || labels.shape.Length is not (1 or 2) || labels.shape[0] != inputs.shape[0])
        {
            throw new ArgumentException($"inputs are [{string.Join(", ", inputs.shape)}] and labels [{string.Join(", ", labels.shape)}]; expected [N, ...] and [N] or [N, T] with N at least 1", nameof(inputs));
        }

        if (batchSize < 1)
        {
            throw new ArgumentException($"the batch size is {batchSize}; expected at least 1", nameof(batchSize));
        }

        _model = model;
        _images = inputs;
        _labels = labels;
        _batchSize = batchSize;
    }

    /// <inheritdoc/>
    public int BatchCount => (int)((Count + _batchSize - 1) / _batchSize);

    /// <summary>How many inputs the data have.</summary>
    public long Count => _labels.shape[0];

    /// <inheritdoc/>
    public double Loss(IReadOnlyDictionary<string, Tensor> parameters, int batch)
    {
        CheckBatch(batch);
        using var session = new ModelSession(_model, parameters);
        return session.Evaluate(Inputs(batch), Labels(batch)).Loss;
    }

    /// <inheritdoc/>
    public double LossAndGradient(IReadOnlyDictionary<string, Tensor> parameters, int batch, out Dictionary<string, Tensor> gradient)
    {
        CheckBatch(batch);
        using var session = new ModelSession(_model, parameters);
        return session.Gradient(Inputs(batch), Labels(batch), 1, gradient = []);
    }

    /// <summary>The mean loss over all data and its gradient.</summary>
    /// <param name="parameters">Every tensor of the model by name, buffers included.</param>
    /// <param name="gradient">The gradient of every trainable parameter by name; the caller owns the tensors.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    public double LossAndGradient(IReadOnlyDictionary<string, Tensor> parameters, out Dictionary<string, Tensor> gradient, CancellationToken cancellationToken = default)
    {
        gradient = [];
        using var session = new ModelSession(_model, parameters);
        var total = 0.0;
        for (var batch = 0; batch < BatchCount; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += Share(batch) * session.Gradient(Inputs(batch), Labels(batch), Share(batch), gradient);
        }

        return total;
    }

    /// <summary>The loss and accuracy over all data, without a graph.</summary>
    /// <param name="parameters">Every tensor of the model by name, buffers included.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>Means over the inputs, each counted once.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    public Evaluation Evaluate(IReadOnlyDictionary<string, Tensor> parameters, CancellationToken cancellationToken = default)
    {
        using var session = new ModelSession(_model, parameters);
        return Evaluate(session, cancellationToken);
    }

    /// <summary>The loss and accuracy of the module's own tensors over all data, without a graph.</summary>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>Means over the inputs, each counted once.</returns>
    public Evaluation Evaluate(CancellationToken cancellationToken = default)
    {
        using var session = new ModelSession(_model, null);
        return Evaluate(session, cancellationToken);
    }

    /// <summary>The product of the Hessian of the mean loss over all data with a direction.</summary>
    /// <remarks>
    /// By double backward: the derivative of the inner product of the gradient with the direction. Where the loss has kinks (ReLU, max
    /// pooling) it is the Hessian of the smooth piece that the point lies on.
    /// </remarks>
    /// <param name="parameters">Every tensor of the model by name, buffers included: the point.</param>
    /// <param name="direction">A tensor for every trainable parameter, of the same shape; other names are ignored.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>The product, by parameter name; the caller owns the tensors.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    public Dictionary<string, Tensor> HessianVectorProduct(IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyDictionary<string, Tensor> direction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(direction);
        var product = new Dictionary<string, Tensor>();
        using var session = new ModelSession(_model, parameters);
        for (var batch = 0; batch < BatchCount; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            session.HessianVectorProduct(Inputs(batch), Labels(batch), Share(batch), direction, product);
        }

        return product;
    }

    /// <summary>The loss over all data and its first two derivatives along a direction.</summary>
    /// <param name="parameters">Every tensor of the model by name, buffers included: the point.</param>
    /// <param name="direction">A tensor for every trainable parameter, of the same shape; other names are ignored.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>The loss, slope and curvature.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    public LineDerivatives LineDerivatives(IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyDictionary<string, Tensor> direction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(direction);
        using var session = new ModelSession(_model, parameters);
        double loss = 0, slope = 0, curvature = 0;
        for (var batch = 0; batch < BatchCount; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = session.Derivatives(Inputs(batch), Labels(batch), direction);
            loss += Share(batch) * part.Loss;
            slope += Share(batch) * part.Slope;
            curvature += Share(batch) * part.Curvature;
        }

        return new LineDerivatives(loss, slope, curvature);
    }

    private Evaluation Evaluate(ModelSession session, CancellationToken cancellationToken)
    {
        double loss = 0, accuracy = 0;
        for (var batch = 0; batch < BatchCount; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = session.Evaluate(Inputs(batch), Labels(batch));
            loss += Share(batch) * part.Loss;
            accuracy += Share(batch) * part.Accuracy;
        }

        return new Evaluation(loss, accuracy);
    }

    private long Start(int batch) => (long)batch * _batchSize;

    private long Length(int batch) => Math.Min(_batchSize, Count - Start(batch));

    private double Share(int batch) => (double)Length(batch) / Count;

    // Views of consecutive rows: no copy of the data.
    private Tensor Inputs(int batch) => _images.narrow(0, Start(batch), Length(batch));

    private Tensor Labels(int batch) => _labels.narrow(0, Start(batch), Length(batch));

    private void CheckBatch(int batch)
    {
        if (batch < 0 || batch >= BatchCount)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"there are {BatchCount} batches; expected a number from 0 to {BatchCount - 1}");
        }
    }
}
