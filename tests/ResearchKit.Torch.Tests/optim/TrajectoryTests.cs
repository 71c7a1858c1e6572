using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Optim;

public sealed class TrajectoryTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Names => [.. NnReference.Section("trajectories").EnumerateObject().Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Follow_PyTorch_When_Gradients_Are_The_Same(string name)
    {
        using var scope = torch.NewDisposeScope();
        var reference = NnReference.Section("trajectories").GetProperty(name);
        Parameter[] parameters = [.. reference.GetProperty("start").EnumerateArray().Select(packed => nn.Parameter(NnReference.Tensor(packed)))];
        using var optimiser = Optimiser(name, parameters);

        foreach (var (gradients, expected) in reference.GetProperty("gradients").EnumerateArray().Zip(reference.GetProperty("path").EnumerateArray()))
        {
            optimiser.zero_grad();
            foreach (var (parameter, gradient) in parameters.Zip(gradients.EnumerateArray()))
            {
                (parameter * NnReference.Tensor(gradient)).sum().backward();
            }

            optimiser.step();

            foreach (var (parameter, packed) in parameters.Zip(expected.EnumerateArray()))
            {
                Close.To(packed, parameter, Tolerance);
            }
        }
    }

    private static optim.Optimizer Optimiser(string name, Parameter[] parameters) => name switch
    {
        "sgd" => optim.SGD(parameters, 0.1),
        "sgd_momentum" => optim.SGD(parameters, 0.1, 0.9),
        "sgd_dampening_decay" => optim.SGD(parameters, 0.05, 0.8, 0.3, 0.02),
        "sgd_nesterov" => optim.SGD(parameters, 0.05, 0.9, 0, 0.01, true),
        "sgd_maximize" => optim.SGD(parameters, 0.05, 0.9, 0, 0, false, true),
        "adam" => optim.Adam(parameters, 0.01),
        "adam_decay" => optim.Adam(parameters, 0.02, 0.8, 0.95, 1e-6, 0.1),
        "adam_amsgrad" => optim.Adam(parameters, 0.02, 0.9, 0.999, 1e-8, 0, true),
        "adamw" => optim.AdamW(parameters, 0.02, 0.9, 0.999, 1e-8, 0.05),
        "adamw_amsgrad" => optim.AdamW(parameters, 0.02, 0.9, 0.999, 1e-8, 0.05, true),
        "rmsprop" => optim.RMSProp(parameters, 0.01),
        "rmsprop_momentum" => optim.RMSProp(parameters, 0.01, 0.9, 1e-8, 0.05, 0.9),
        "rmsprop_centered" => optim.RMSProp(parameters, 0.01, 0.99, 1e-8, 0, 0, true),
        "adagrad" => optim.Adagrad(parameters, 0.1),
        "adagrad_decay" => optim.Adagrad(parameters, 0.1, 0.05, 0.02, 0.1),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
