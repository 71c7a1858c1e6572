using System.Globalization;
using ResearchKit.Assignment;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Frank-Wolfe steps over the doubly stochastic matrices of all models and groups at once.</summary>
internal sealed class FrankWolfeSearch(PermutationSpec spec, UniverseObjective objective, int models, CycleConsistentOptions options)
{
    private const int Places = 1000;

    private readonly AssignmentWorkspace _workspace = new();
    private readonly LinePolynomial _line = new(objective.Degree);

    public List<double> Trace { get; } = [];

    public double Gap { get; private set; }

    public bool Converged { get; private set; }

    /// <summary>Runs the steps and rounds to permutations.</summary>
    public Alignment[] Run(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var soft = Enumerable.Range(0, models).Select(Start).ToArray();
        Trace.Add(objective.Value(soft));
        for (var (step, idle) = (0, 0); step < options.MaxIterations && !Converged; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gain = Step(soft);
            Trace.Add(Trace[^1] + gain);
            idle = gain < options.RelativeTolerance * objective.Scale ? idle + 1 : 0;
            Converged = idle >= options.Patience || gain == 0;
            progress?.Report(new ProgressReport("cycle-consistent matching", step + 1, options.MaxIterations, string.Create(CultureInfo.InvariantCulture, $"objective {Trace[^1]:G8}")));
        }

        return [.. soft.Select(matrices => new Alignment(spec, matrices.Select(pair => KeyValuePair.Create(pair.Key, new Permutation(Nearest(pair.Value))))))];
    }

    /// <summary>Goes towards the best vertex of the gradient as far as the objective grows; returns the gain.</summary>
    private double Step(Dictionary<string, Tensor>[] soft)
    {
        using var scope = NewDisposeScope();
        var gradients = objective.Gradient(soft);
        var directions = new Dictionary<string, Tensor>[models];
        Gap = 0;
        for (var model = 0; model < models; model++)
        {
            directions[model] = [];
            foreach (var (group, gradient) in gradients[model])
            {
                var direction = Permutation.Own(Nearest(gradient)).ToMatrix(objective.DataType) - soft[model][group];
                Gap += (direction * gradient).sum(ScalarType.Float64).item<double>();
                directions[model].Add(group, direction);
            }
        }

        if (Gap <= 0)
        {
            return 0;
        }

        var (length, gain) = _line.Best(Trace[^1], at => objective.Value(Moved(soft, directions, at)), Places);
        if (gain <= 0)
        {
            return 0;
        }

        for (var model = 0; model < models; model++)
        {
            foreach (var (group, direction) in directions[model])
            {
                soft[model][group].add_(direction * length);
            }
        }

        return gain;
    }

    private static Dictionary<string, Tensor>[] Moved(Dictionary<string, Tensor>[] soft, Dictionary<string, Tensor>[] directions, double length) =>
        [.. soft.Zip(directions, (matrices, steps) => matrices.ToDictionary(pair => pair.Key, pair => pair.Value + (steps[pair.Key] * length)))];

    private Dictionary<string, Tensor> Start(int model) => spec.Groups.ToDictionary(pair => pair.Key, pair =>
    {
        var n = pair.Value;
        if (options.Start == UniverseStart.Identity)
        {
            return eye(n, dtype: objective.DataType);
        }

        var random = options.Seed.For($"start/{pair.Key}", model).ToRandom();
        var costs = new double[n * n];
        for (var k = 0; k < costs.Length; k++)
        {
            costs[k] = random.NextDouble();
        }

        // With a regularisation as large as the costs the plan is nearly uniform.
        var plan = Sinkhorn.Solve(costs, n, n, new SinkhornOptions { Regularization = 1 }).Plan;
        return (tensor(plan, [n, n], ScalarType.Float64) * n).to(objective.DataType);
    });

    private int[] Nearest(Tensor matrix)
    {
        var n = (int)matrix.shape[0];
        var columnOfRow = new int[n];
        var entries = matrix.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        _workspace.Solve(entries, n, columnOfRow, Sense.Maximize);
        return columnOfRow;
    }
}
