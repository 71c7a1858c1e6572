using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class TrainingMemoryTests
{
    private const int Steps = 2000;

    [Fact]
    public void Should_Hold_The_Number_Of_Tensors_When_Training_For_Long()
    {
        // Two threads that wait for each other cost far more than they gain on tensors this small.
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        torch.manual_seed(1);
        using var model = nn.Sequential(
            nn.Conv2d(1, 4, 3, 1, 1),
            nn.BatchNorm2d(4),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.1),
            nn.Linear(64, 10));
        using var optimiser = optim.AdamW(model.parameters(), 1e-3, 0.9, 0.999, 1e-8, 0.01);
        using var input = torch.randn(8, 1, 8, 8);
        using var target = torch.arange(8L);
        Step(model, optimiser, input, target);
        var tensors = LiveTensors();
        var memory = ResidentBytes();

        for (var i = 0; i < Steps; i++)
        {
            Step(model, optimiser, input, target);
        }

        torch.set_num_threads(threads);
        Assert.True(Tensor.TotalCount <= tensors, $"{Tensor.TotalCount - tensors} tensors are left over.");
        Assert.True(ResidentBytes() - memory < 64 << 20, $"Memory grew from {memory} to {ResidentBytes()} bytes in {Steps} steps.");
    }

#if TORCH_PROVIDER_LIBTORCH
    // TorchSharp 0.99 leaves one tensor a model to the garbage collector.
    [Fact]
    public void Should_Give_Everything_Back_When_Layers_Are_Disposed()
    {
        var tensors = LiveTensors();

        for (var i = 0; i < 50; i++)
        {
            using var scope = torch.NewDisposeScope();
            using var model = new TwoLayers();
            using var optimiser = optim.SGD(model.parameters(), 0.1, 0.9);
            model.call(torch.randn(4, 3)).sum().backward();
            optimiser.step();
        }

        Assert.True(Tensor.TotalCount <= tensors, $"{Tensor.TotalCount - tensors} tensors are left over.");
    }
#endif

    private static void Step(nn.Module<Tensor, Tensor> model, optim.Optimizer optimiser, Tensor input, Tensor target)
    {
        optimiser.zero_grad();
        using var logits = model.call(input);
        using var loss = nn.functional.cross_entropy(logits, target);
        loss.backward();
        optimiser.step();
    }

    // Without what other tests left to the garbage collector.
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private static long ResidentBytes()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
