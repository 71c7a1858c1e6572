using System.Globalization;
using ResearchKit.Data;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Loss and accuracy on the plane through three models.</summary>
/// <remarks>
/// The basis is orthonormal (Gram-Schmidt): x runs from the first model to the second, y from that line to the third, so that distances on the figure are
/// distances between models. Reference: Garipov et al., 2018, section 5; Ito, Yamada and Kumagai, 2024, figures 5 and 6.
/// </remarks>
/// <param name="X">The x coordinates of the grid's columns, rising.</param>
/// <param name="Y">The y coordinates of the grid's rows, rising.</param>
/// <param name="Values">Loss and accuracy: row by y, column by x.</param>
/// <param name="Models">Where the three models lie: (0, 0), (d, 0) and (x, y) with y above 0.</param>
public sealed record LossPlane(IReadOnlyList<double> X, IReadOnlyList<double> Y, Evaluation[,] Values, IReadOnlyList<PlanePoint> Models)
{
    // Relative to the distances: nearer to a line than this, rounding would decide the direction of y.
    private const double SmallestHeight = 1e-6;

    /// <summary>The loss at every grid point, row by y and column by x, as a contour figure takes it.</summary>
    public double[,] Losses
    {
        get
        {
            var losses = new double[Y.Count, X.Count];
            for (var row = 0; row < Y.Count; row++)
            {
                for (var column = 0; column < X.Count; column++)
                {
                    losses[row, column] = Values[row, column].Loss;
                }
            }

            return losses;
        }
    }

    /// <summary>Evaluates the plane on an even grid that covers the three models and a margin.</summary>
    /// <param name="model">A module that gives the computation; its own tensors are put back.</param>
    /// <param name="first">The tensors of the model at the origin.</param>
    /// <param name="second">The tensors of the model on the x axis.</param>
    /// <param name="third">The tensors of the third model.</param>
    /// <param name="data">The images to evaluate on.</param>
    /// <param name="options">The grid, or null for its defaults.</param>
    /// <param name="progress">Gets the point and the loss there.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The evaluated plane.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor or lie on one line, or an option is out of range.</exception>
    public static LossPlane Measure(
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> first,
        IReadOnlyDictionary<string, Tensor> second,
        IReadOnlyDictionary<string, Tensor> third,
        LabelledImages data,
        LossPlaneOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LossPlaneOptions();
        if (options.Points < 2 || !(options.Margin >= 0) || !double.IsFinite(options.Margin))
        {
            throw new ArgumentException($"Points is {options.Points} and Margin {options.Margin}; expected at least 2 and at least 0", nameof(options));
        }

        var corners = Locate(first, second, third);
        var xs = Axis([.. corners.Select(c => c.X)], options);
        var ys = Axis([.. corners.Select(c => c.Y)], options);
        var values = new Evaluation[ys.Length, xs.Length];
        var loss = new ModelLoss(model, data, options.BatchSize);
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / xs.Length, i % xs.Length);
            using var scope = NewDisposeScope();
            var point = Interpolation.Combine([first, second, third], Weights(corners, xs[column], ys[row]));
            if (options.BatchNormResetData is not null)
            {
                point = BatchNormReset.Reset(model, point, options.BatchNormResetData, new BatchNormResetOptions { BatchSize = options.BatchSize }, cancellationToken);
            }

            var value = values[row, column] = loss.Evaluate(point, cancellationToken);
            progress?.Report(new ProgressReport("loss plane", i + 1, values.Length, string.Create(CultureInfo.InvariantCulture, $"({xs[column]:f1}, {ys[row]:f1}), loss {value.Loss:f4}, accuracy {100 * value.Accuracy:f1} %")));
        }

        return new LossPlane(xs, ys, values, corners);
    }

    /// <summary>The weights of the three models (they sum to 1) that give the point with the given coordinates.</summary>
    /// <param name="models">Where the three models lie.</param>
    /// <param name="x">The coordinate along the line from the first model to the second.</param>
    /// <param name="y">The coordinate across it.</param>
    /// <returns>Three weights, to be used with <see cref="Interpolation.Average"/>.</returns>
    public static double[] Weights(IReadOnlyList<PlanePoint> models, double x, double y)
    {
        ArgumentNullException.ThrowIfNull(models);
        var third = y / models[2].Y;
        var second = (x - (third * models[2].X)) / models[1].X;
        return [1 - second - third, second, third];
    }

    private static PlanePoint[] Locate(IReadOnlyDictionary<string, Tensor> first, IReadOnlyDictionary<string, Tensor> second, IReadOnlyDictionary<string, Tensor> third)
    {
        using var scope = NewDisposeScope();
        var u = ParameterVector.Difference(first, second);
        var v = ParameterVector.Difference(first, third);
        var (uu, uv, vv) = (ParameterVector.Dot(u, u), ParameterVector.Dot(u, v), ParameterVector.Dot(v, v));
        var height = uu > 0 ? Math.Sqrt(Math.Max(0, vv - (uv * uv / uu))) : 0;
        if (!(height > SmallestHeight * Math.Sqrt(vv)))
        {
            throw new ArgumentException($"the three models lie on one line (distances {Math.Sqrt(uu):g4} and {Math.Sqrt(vv):g4} from the first); a plane needs three that do not", nameof(third));
        }

        return [new PlanePoint(0, 0), new PlanePoint(Math.Sqrt(uu), 0), new PlanePoint(uv / Math.Sqrt(uu), height)];
    }

    private static double[] Axis(double[] places, LossPlaneOptions options)
    {
        var (low, high) = (places.Min(), places.Max());
        var margin = options.Margin * (high - low);
        var step = (high - low + (2 * margin)) / (options.Points - 1);
        return [.. Enumerable.Range(0, options.Points).Select(i => low - margin + (i * step))];
    }
}
