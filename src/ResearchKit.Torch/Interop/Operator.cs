using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An ATen operator, found by name once and called with boxed arguments.</summary>
/// <remarks>Missing trailing arguments take the schema's defaults. Thread safe. Meant for <c>static readonly</c> fields.</remarks>
internal sealed unsafe partial class Operator
{
    private const int StackScratch = 1024;
    private const int MaxResults = 8;
    private readonly string _name;
    private readonly string _overload;
    private nint _handle;

    /// <summary>Names an operator; libtorch is asked for it at the first call.</summary>
    /// <param name="name">The name with its namespace, for example <c>aten::linear</c>.</param>
    /// <param name="overload">The overload's name in the schema, for example <c>Tensor</c>.</param>
    internal Operator(string name, string overload = "")
    {
        _name = name;
        _overload = overload;
    }

    /// <summary>Whether the operator takes channels-last tensors as they are: it makes fresh tensors or changes one in place, and draws no random numbers.</summary>
    internal bool KeepsLayout { get; init; }

    /// <summary>The operator's schema as libtorch prints it.</summary>
    internal string Schema => Native.Schema(Handle);

    private nint Handle => _handle != 0 ? _handle : Find();

    /// <summary>Calls an operator that returns one tensor.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The result, owned by the caller.</returns>
    /// <exception cref="ExternalException">libtorch refused the call.</exception>
    internal Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        var count = Invoke(arguments, results);
        if (count == 1 && results->Kind == ValueKind.Tensor)
        {
            return Wrap(results);
        }

        throw Unexpected(results, count, "one tensor");
    }

    /// <summary>Calls an operator that returns one tensor, with its first two arguments made channels-last.</summary>
    /// <param name="arguments">The arguments in the schema's order, two tensors with four axes first.</param>
    /// <returns>The result, owned by the caller.</returns>
    internal Tensor CallChannelsLast(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        using var passage = LayoutGate.Read();
        var count = Invoke(arguments, results, LayoutMode.Switch);
        return count == 1 && results->Kind == ValueKind.Tensor ? Wrap(results) : throw Unexpected(results, count, "one tensor");
    }

    /// <summary>Calls an operator for its effect on an argument, and drops what it returns.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    internal void Run(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        Free(results, Invoke(arguments, results));
    }

    /// <summary>Calls an operator that changes its first argument in place.</summary>
    /// <param name="arguments">The arguments in the schema's order, the tensor that changes first.</param>
    /// <returns>That tensor.</returns>
    internal Tensor Update(params ReadOnlySpan<Argument> arguments)
    {
        Run(arguments);
        return (Tensor)arguments[0].Reference!;
    }

    /// <summary>Calls an operator that returns several tensors or a list of them.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The tensors in order; null in place of an undefined one.</returns>
    internal Tensor[] CallAll(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        var count = Invoke(arguments, results);
        if (count == 1 && results->Kind == ValueKind.TensorList)
        {
            return Unpack(results);
        }

        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            if (results[i].Kind is not (ValueKind.Tensor or ValueKind.None))
            {
                throw Unexpected(results + i, count - i, "tensors");
            }

            tensors[i] = results[i].Kind == ValueKind.Tensor ? Wrap(results + i) : null!;
        }

        return tensors;
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>Both tensors.</returns>
    internal (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var all = CallAll(arguments);
        return all.Length == 2 ? (all[0], all[1]) : throw new InvalidOperationException($"{_name} returned {all.Length} tensors, not 2.");
    }

    /// <summary>Calls an operator that returns a floating-point number.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The number.</returns>
    internal double CallDouble(params ReadOnlySpan<Argument> arguments)
    {
        var value = CallValue(arguments);
        return value.Kind == ValueKind.Double ? value.Real : value.Integer;
    }

    /// <summary>Calls an operator that returns a whole number.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The number.</returns>
    internal long CallLong(params ReadOnlySpan<Argument> arguments) => CallValue(arguments).Integer;

    /// <summary>Calls an operator that returns a truth value.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The truth value.</returns>
    internal bool CallBool(params ReadOnlySpan<Argument> arguments) => CallValue(arguments).Integer != 0;

    /// <summary>Calls an operator that returns a number of any kind, such as <c>aten::item</c>.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>The number, tagged with its kind.</returns>
    internal NativeValue CallValue(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        var count = Invoke(arguments, results);
        if (count == 1 && results->Kind is ValueKind.Int or ValueKind.Double or ValueKind.Bool or ValueKind.Complex)
        {
            return *results;
        }

        throw Unexpected(results, count, "one number");
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results)
    {
        if (!KeepsLayout || !AnyChannelsLast(arguments))
        {
            return Invoke(arguments, results, LayoutMode.Plain);
        }

        using var passage = LayoutGate.Read();
        return Invoke(arguments, results, LayoutMode.Keep);
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, LayoutMode layout)
    {
        var handle = Handle;
        var scratch = 0;
        foreach (ref readonly var argument in arguments)
        {
            scratch += argument.ScratchBytes;
        }

        if (scratch <= StackScratch)
        {
            var onStack = stackalloc long[(scratch + 7) / 8];
            return Invoke(handle, arguments, (byte*)onStack, results, layout);
        }

        var block = NativeMemory.Alloc((nuint)scratch);
        try
        {
            return Invoke(handle, arguments, (byte*)block, results, layout);
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private static int Invoke(nint handle, ReadOnlySpan<Argument> arguments, byte* scratch, NativeValue* results, LayoutMode layout)
    {
        var values = stackalloc NativeValue[arguments.Length];
        var prepared = 0;
        try
        {
            for (; prepared < arguments.Length; prepared++)
            {
                values[prepared] = Prepare(arguments[prepared], ref scratch, layout);
            }

            int count;
            Native.Check(Native.rk_op_call(handle, values, arguments.Length, layout, results, MaxResults, &count));
            return count;
        }
        finally
        {
            for (var i = 0; i < prepared; i++)
            {
                Release(arguments[i]);
            }
        }
    }

    private nint Find()
    {
        nint handle;
        Native.Check(Native.rk_op_find(_name, _overload, &handle));
        return _handle = handle;
    }
}
