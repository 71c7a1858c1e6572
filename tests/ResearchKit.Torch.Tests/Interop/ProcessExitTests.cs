using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Interop;

public class ProcessExitTests
{
    private static readonly List<IDisposable> _kept = [];

    [Fact]
    public void Should_End_Normally_When_Tensors_Modules_And_Graphs_Are_Still_Alive()
    {
        var (exitCode, output) = ChildProcess.Run(typeof(ProcessExitTests), nameof(Leave_Everything_Alive));

        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Leave_Everything_Alive()
    {
        var layer = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2));
        var optimizer = optim.Adam(layer.parameters());
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            layer.call(randn(5, 4)).sum().backward();
            optimizer.step();
        }

        _kept.AddRange([NewDisposeScope(), layer, optimizer, new Generator(1), ones(1000, 1000), from_array(new float[100])]);
        _kept.Add(layer.call(randn(5, 4)).sum()); // its graph is alive too

        Assert.True(Tensor.TotalCount > 0);
    }
}
