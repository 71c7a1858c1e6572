#if TORCH_PROVIDER_LIBTORCH // the real TorchSharp's members are not this kit's to test
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Finds the members of one name that take given arguments, and calls them.</summary>
internal static class MemberCall
{
    private static readonly Type[] _owners = [typeof(torch), typeof(linalg), typeof(nn.functional)];

    /// <summary>The overloads that take the arguments, with a text that tells them apart.</summary>
    /// <param name="name">The name as in PyTorch; the in-place form name_ belongs to it.</param>
    /// <param name="arguments">Tensors, lists of tensors, numbers, truth values and lists of whole numbers.</param>
    internal static IEnumerable<(string Text, MethodInfo Method, object?[] Arguments, bool InPlace)> Find(string name, object[] arguments)
    {
        foreach (var method in _owners.SelectMany(owner => owner.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(m => Is(m, name)))
        {
            if (Bind(method, arguments) is { } bound)
            {
                yield return (method.ToString()!, method, [null, .. bound], method.Name != name);
            }
        }

        if (arguments[0] is Tensor)
        {
            foreach (var method in typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => Is(m, name)))
            {
                if (Bind(method, arguments[1..]) is { } bound)
                {
                    yield return ($"tensor: {method}", method, [arguments[0], .. bound], method.Name != name);
                }
            }

            if (typeof(Tensor).GetProperty(name) is { } property && arguments.Length == 1)
            {
                yield return ($"property: {property}", property.GetMethod!, [arguments[0]], false);
            }
        }
    }

    /// <summary>Calls a member; tuples and lists become several results, truth values and numbers stay what they are.</summary>
    internal static object[] Invoke(MethodInfo method, object?[] arguments)
    {
        object? result;
        try
        {
            result = method.Invoke(arguments[0], arguments[1..]);
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }

        return result switch
        {
            ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)],
            Tensor tensor => [tensor],
            IEnumerable list => [.. list.Cast<object>()],
            _ => [result!],
        };
    }

    private static bool Is(MethodInfo method, string name) =>
        !method.IsGenericMethod && (method.Name == name || method.Name == name + "_") && method.ReturnType != typeof(void);

    private static object?[]? Bind(MethodInfo method, object[] arguments)
    {
        var parameters = method.GetParameters();
        if (parameters.Length < arguments.Length)
        {
            return null;
        }

        var bound = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i >= arguments.Length)
            {
                if (!parameters[i].HasDefaultValue)
                {
                    return null;
                }

                bound[i] = parameters[i].DefaultValue is { } value && value != DBNull.Value ? value : null;
            }
            else if (Converted(arguments[i], parameters[i].ParameterType) is { } fitting)
            {
                bound[i] = fitting;
            }
            else
            {
                return null;
            }
        }

        return bound;
    }

    private static object? Converted(object argument, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return argument switch
        {
            Tensor when plain == typeof(Tensor) => argument,
            Tensor[] when plain.IsAssignableFrom(typeof(Tensor[])) && plain != typeof(object) => argument,
            Tensor[] when plain.IsAssignableFrom(typeof(List<Tensor>)) && plain != typeof(object) => ((Tensor[])argument).ToList(),
            long[] when plain == typeof(long[]) => argument,
            long n when plain == typeof(long) => n,
            long n when plain == typeof(int) => (int)n,
            long n when plain == typeof(double) => (double)n,
            long n when plain == typeof(Scalar) => (Scalar)n,
            double x when plain == typeof(double) => x,
            double x when plain == typeof(float) => (float)x,
            double x when plain == typeof(Scalar) => (Scalar)x,
            bool b when plain == typeof(bool) => b,
            _ => null,
        };
    }
}
#endif
