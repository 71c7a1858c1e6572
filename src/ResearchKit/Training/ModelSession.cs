using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>A module that runs in evaluation mode on borrowed tensors until it is disposed.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly BorrowedParameters? _borrowed;
    private readonly ModuleMode _mode;
    private readonly (string Name, Parameter Parameter)[] _trainable;
    private readonly ScalarType _dataType;
    private readonly Device _device;

    /// <summary>Borrows the tensors, or runs on the module's own when there are none.</summary>
    public ModelSession(nn.Module<Tensor, Tensor> model, IReadOnlyDictionary<string, Tensor>? parameters)
    {
        _model = model;
        _trainable = [.. model.named_parameters().Where(p => p.parameter.requires_grad)];
        var first = model.parameters().FirstOrDefault();
        _dataType = first is null ? ScalarType.Float32 : first.dtype;
        _device = first is null ? CPU : first.device;
        _borrowed = parameters is null ? null : new BorrowedParameters(model, parameters);
        _mode = new ModuleMode(model, training: false);
    }

    /// <summary>The mean loss and accuracy of one batch; the batch's tensors are disposed.</summary>
    public Evaluation Evaluate(Tensor inputs, Tensor labels)
    {
        using var owner = new Batch(inputs, labels);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (scores, targets) = ModelInputs.Flatten(_model.call(Prepare(inputs)), labels.to(_device)); // (n, classes)
        var loss = nn.functional.cross_entropy(scores, targets).ToNumber();
        var correct = scores.argmax(1).eq(targets).sum().ToNumber();
        return new Evaluation(loss, correct / targets.shape[0]);
    }

    /// <summary>Adds <paramref name="share"/> times the gradient of one batch; the batch's tensors are disposed.</summary>
    public double Gradient(Tensor inputs, Tensor labels, double share, Dictionary<string, Tensor> sum)
    {
        using var owner = new Batch(inputs, labels);
        using var scope = NewDisposeScope();
        using var live = enable_grad();
        var loss = Loss(inputs, labels);
        var gradient = autograd.grad([loss], Parameters());
        Add(gradient, share, sum);
        return loss.ToNumber();
    }

    /// <summary>Adds <paramref name="share"/> times the Hessian-vector product of one batch; the batch's tensors are disposed.</summary>
    public void HessianVectorProduct(Tensor inputs, Tensor labels, double share, IReadOnlyDictionary<string, Tensor> direction, Dictionary<string, Tensor> sum)
    {
        using var scope = NewDisposeScope();
        Add(SecondOrder(inputs, labels, direction).Product, share, sum);
    }

    /// <summary>The loss of one batch and its derivatives along a direction; the batch's tensors are disposed.</summary>
    public LineDerivatives Derivatives(Tensor inputs, Tensor labels, IReadOnlyDictionary<string, Tensor> direction)
    {
        using var scope = NewDisposeScope();
        var (loss, slope, product) = SecondOrder(inputs, labels, direction);
        var curvature = 0.0;
        for (var i = 0; i < _trainable.Length; i++)
        {
            curvature += (product[i].detach() * Direction(direction, _trainable[i])).sum(ScalarType.Float64).ToNumber();
        }

        return new LineDerivatives(loss, slope, curvature);
    }

    /// <summary>Puts the module's own modes and tensors back.</summary>
    public void Dispose()
    {
        _mode.Dispose();
        _borrowed?.Dispose();
    }

    private static Tensor Direction(IReadOnlyDictionary<string, Tensor> direction, (string Name, Parameter Parameter) place)
    {
        if (!direction.TryGetValue(place.Name, out var value))
        {
            throw new ArgumentException($"the direction has no tensor '{place.Name}'; it needs one for every trainable parameter", nameof(direction));
        }

        if (!value.shape.AsSpan().SequenceEqual(place.Parameter.shape))
        {
            throw new ArgumentException($"the direction's tensor '{place.Name}' has shape [{string.Join(", ", value.shape)}]; the parameter has [{string.Join(", ", place.Parameter.shape)}]", nameof(direction));
        }

        return value.detach().to(place.Parameter.dtype);
    }

    // Double backward; the tensors live in the caller's scope.
    private (double Loss, double Slope, IList<Tensor> Product) SecondOrder(Tensor inputs, Tensor labels, IReadOnlyDictionary<string, Tensor> direction)
    {
        using var owner = new Batch(inputs, labels);
        using var live = enable_grad();
        var loss = Loss(inputs, labels);
        var gradient = autograd.grad([loss], Parameters(), retain_graph: true, create_graph: true);
        var terms = new Tensor[_trainable.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = (gradient[i] * Direction(direction, _trainable[i])).sum();
        }

        var slope = stack(terms).sum();
        return (loss.ToNumber(), slope.ToNumber(), autograd.grad([slope], Parameters()));
    }

    private Tensor Loss(Tensor inputs, Tensor labels)
    {
        var (scores, targets) = ModelInputs.Flatten(_model.call(Prepare(inputs)), labels.to(_device));
        return nn.functional.cross_entropy(scores, targets);
    }

    private Tensor Prepare(Tensor inputs) => ModelInputs.Prepare(inputs, _dataType, _device);

    private Tensor[] Parameters() => [.. _trainable.Select(p => (Tensor)p.Parameter)];

    private void Add(IList<Tensor> parts, double share, Dictionary<string, Tensor> sum)
    {
        using var frozen = no_grad();
        for (var i = 0; i < _trainable.Length; i++)
        {
            var part = parts[i].detach() * share;
            if (sum.TryGetValue(_trainable[i].Name, out var total))
            {
                total.add_(part);
            }
            else
            {
                sum.Add(_trainable[i].Name, part.MoveToOuterDisposeScope());
            }
        }
    }

    private sealed class Batch(Tensor inputs, Tensor labels) : IDisposable
    {
        public void Dispose()
        {
            inputs.Dispose();
            labels.Dispose();
        }
    }
}
