#if TORCH_PROVIDER_LIBTORCH
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Fuzz;

/// <summary>Calls random functions of the tensor API with random arguments.</summary>
internal sealed class CallFuzzer
{
    // These change the state of the process, not of a tensor.
    private static readonly HashSet<string> Excluded =
        ["set_num_threads", "set_num_interop_threads", "set_default_dtype", "set_default_tensor_type", "Dispose", "set_grad_enabled", "enable_grad", "no_grad", "inference_mode", "Equals", "GetHashCode", "GetType", "set_rng_state"];

    private static readonly MethodBase[] Methods = new[] { typeof(torch), typeof(Tensor), typeof(linalg), typeof(nn.functional) }
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => !Excluded.Contains(method.Name) && !method.IsGenericMethod && method.ReturnType != typeof(DisposeScope))
        .Where(method => !method.ReturnType.IsByRefLike && !method.GetParameters().Any(p => p.ParameterType.IsByRef || p.ParameterType.IsByRefLike))
        .OrderBy(method => method.ToString(), StringComparer.Ordinal)
        .ToArray<MethodBase>();

    private readonly Random _random;
    private readonly RandomArguments _arguments;
    private readonly Action<string>? _log;

    public CallFuzzer(int seed, Action<string>? log = null)
    {
        _random = new Random(seed);
        _arguments = new RandomArguments(_random);
        _log = log;
    }

    /// <summary>Calls that returned.</summary>
    public int Values { get; private set; }

    /// <summary>Calls that ended in an exception which a caller can understand.</summary>
    public int Refusals { get; private set; }

    /// <summary>Calls that ended in any other exception.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>Makes one call.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        var method = Methods[_random.Next(Methods.Length)];
        var arguments = new List<object?>();
        foreach (var parameter in method.GetParameters())
        {
            var nullable = parameter.HasDefaultValue && parameter.DefaultValue is null;
            if (!_arguments.TryDraw(parameter.ParameterType, nullable, out var value))
            {
                return;
            }

            arguments.Add(value);
        }

        var target = method.IsStatic ? null : _arguments.Tensor();
        _log?.Invoke($"{method} on {Show(target)} with {string.Join(" | ", arguments.Select(Show))}");
        try
        {
            _ = method.Invoke(target, [.. arguments]);
            Values++;
        }
        catch (TargetInvocationException e) when (e.InnerException is ExternalException or ArgumentException or InvalidOperationException or NotSupportedException or OverflowException or FormatException)
        {
            Refusals++;
            if (string.IsNullOrWhiteSpace(e.InnerException.Message))
            {
                Surprises.Add($"{method}: an exception without a message");
            }
        }
        catch (TargetInvocationException e)
        {
            Surprises.Add($"{method}({string.Join(", ", arguments.Select(Show))}): {e.InnerException}");
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        Tensor { IsInvalid: true } => "disposed",
        Tensor t => t.ToString(),
        long[] list => $"[{string.Join(",", list)}]",
        Tensor[] list => $"{{{string.Join("; ", list.Select(Show))}}}",
        Scalar s => $"scalar {s.Type}",
        _ => value.ToString() ?? string.Empty,
    };
}
#endif
