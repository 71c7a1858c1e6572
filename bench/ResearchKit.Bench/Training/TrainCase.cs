using System.Diagnostics;
using ResearchKit.Checkpoints;
using ResearchKit.Data;
using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Training;

/// <summary>A network, its optimiser and an epoch of images in a fixed order.</summary>
internal sealed class TrainCase(string name, int batch, long count, LabelledImages images) : IDisposable
{
    private const int Seed = 20;
    private const double AdamRate = 1e-3;
    private const double SgdRate = 0.05;
    private const double Momentum = 0.9;

    private readonly Tensor _order = Order(count, images.Count);

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mlp", "resnet20"];

    public string Name => name;

    /// <summary>Whole batches in an epoch.</summary>
    public int Steps => (int)(_order.shape[0] / batch);

    public static IEnumerable<TrainCase> All(LabelledImages images, int count) =>
    [
        new("mlp", 512, images.Count, images),
        new("resnet20", 128, count, images),
    ];

    /// <summary>Writes the initial weights and the order for the peer.</summary>
    public void Save(string folder)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        Safetensors.Save(Path.Combine(folder, $"{name}.safetensors"), model.state_dict());
        Safetensors.Save(Path.Combine(folder, $"{name}.order.safetensors"), new Dictionary<string, Tensor> { ["order"] = _order });
    }

    /// <summary>Trains from the initial weights.</summary>
    public TrainRun Train(int steps)
    {
        using var model = Model();
        model.train();
        using optim.Optimizer optimizer = name == "mlp"
            ? optim.Adam(model.parameters(), AdamRate)
            : optim.SGD(model.parameters(), SgdRate, Momentum);
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var (first, last) = (0.0, 0.0);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var places = _order.narrow(0, (long)step * batch, batch); // (batch)
            var x = images.Images.index_select(0, places); // (batch, 1, 28, 28)
            var y = images.Labels.index_select(0, places); // (batch)
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(x), y);
            loss.backward();
            optimizer.step();
            if (step == 0)
            {
                first = loss.item<float>();
            }

            if (step == steps - 1)
            {
                last = loss.item<float>();
            }
        }

        return new TrainRun((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, wall.Elapsed.TotalSeconds, first, last);
    }

    public void Dispose() => _order.Dispose();

    private static Tensor Order(long count, long available)
    {
        var order = Enumerable.Range(0, (int)available).Select(k => (long)k).ToArray();
        new Random(Seed).Shuffle(order);
        return tensor(order[..(int)Math.Min(count, available)]);
    }

    private nn.Module<Tensor, Tensor> Model() => name == "mlp"
        ? new Mlp(new MlpOptions(), Seed)
        : new ResNet(ResNetOptions.ResNet20 with { InputChannels = 1, InputSize = 28 }, Seed);
}
