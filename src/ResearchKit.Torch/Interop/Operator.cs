using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An ATen operator, found by name once and called with boxed arguments.</summary>
/// <remarks>Missing trailing arguments take the schema's defaults. Thread safe. Meant for <c>static readonly</c> fields.</remarks>
internal sealed unsafe class Operator
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

    private static Tensor Wrap(NativeValue* value) => new(value->Pointer, value->Length);

    private static Tensor[] Unpack(NativeValue* list)
    {
        var block = (long*)list->Pointer;
        var n = checked((int)list->Length);
        var tensors = new Tensor[n];
        for (var i = 0; i < n; i++)
        {
            tensors[i] = block[i] == 0 ? null! : new Tensor((nint)block[i], block[n + i]);
        }

        Native.rk_free((nint)block);
        return tensors;
    }

    private static void Free(NativeValue* results, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (results[i].Kind == ValueKind.Tensor)
            {
                Native.rk_tensor_free(results[i].Pointer);
            }
            else if (results[i].Kind == ValueKind.TensorList)
            {
                for (var k = 0L; k < results[i].Length; k++)
                {
                    Native.rk_tensor_free((nint)((long*)results[i].Pointer)[k]);
                }

                Native.rk_free(results[i].Pointer);
            }
        }
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results)
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
            return Invoke(handle, arguments, (byte*)onStack, results);
        }

        var block = NativeMemory.Alloc((nuint)scratch);
        try
        {
            return Invoke(handle, arguments, (byte*)block, results);
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private int Invoke(nint handle, ReadOnlySpan<Argument> arguments, byte* scratch, NativeValue* results)
    {
        var values = stackalloc NativeValue[arguments.Length];
        var prepared = 0;
        try
        {
            for (; prepared < arguments.Length; prepared++)
            {
                values[prepared] = Prepare(arguments[prepared], ref scratch);
            }

            int count;
            Native.Check(Native.rk_op_call(handle, values, arguments.Length, results, MaxResults, &count));
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

    private static NativeValue Prepare(in Argument argument, ref byte* scratch)
    {
        var value = new NativeValue { Kind = argument.Kind, Integer = argument.Integer, Real = argument.Real, Extra = argument.Extra };
        switch (argument.Reference)
        {
            case Tensor tensor:
                value.Pointer = tensor.Acquire();
                break;
            case Generator generator:
                value.Pointer = generator.Handle;
                break;
            case long[] list:
                Place(MemoryMarshal.AsBytes<long>(list), list.Length, ref value, ref scratch);
                break;
            case double[] list:
                Place(MemoryMarshal.AsBytes<double>(list), list.Length, ref value, ref scratch);
                break;
            case bool[] list:
                Place(MemoryMarshal.AsBytes<bool>(list), list.Length, ref value, ref scratch);
                break;
            case string text:
                Place(Encoding.UTF8.GetBytes(text), -1, ref value, ref scratch);
                break;
            case Tensor?[] list:
                AcquireAll(list, ref value, ref scratch);
                break;
            default:
                break;
        }

        return value;
    }

    private static void Place(ReadOnlySpan<byte> bytes, int length, ref NativeValue value, ref byte* scratch)
    {
        bytes.CopyTo(new Span<byte>(scratch, bytes.Length));
        value.Pointer = (nint)scratch;
        value.Length = length < 0 ? bytes.Length : length;
        scratch += (bytes.Length + 7) / 8 * 8;
    }

    private static void AcquireAll(Tensor?[] list, ref NativeValue value, ref byte* scratch)
    {
        var handles = (nint*)scratch;
        var acquired = 0;
        try
        {
            for (; acquired < list.Length; acquired++)
            {
                handles[acquired] = list[acquired]?.Acquire() ?? 0;
            }
        }
        catch
        {
            for (var i = 0; i < acquired; i++)
            {
                list[i]?.Release();
            }

            throw;
        }

        value.Pointer = (nint)handles;
        value.Length = list.Length;
        scratch += list.Length * sizeof(long);
    }

    private static void Release(in Argument argument)
    {
        switch (argument.Reference)
        {
            case Tensor tensor:
                tensor.Release();
                break;
            case Tensor?[] list:
                foreach (var tensor in list)
                {
                    tensor?.Release();
                }

                break;
            case Generator generator:
                GC.KeepAlive(generator);
                break;
            default:
                break;
        }
    }

    private nint Find()
    {
        nint handle;
        Native.Check(Native.rk_op_find(_name, _overload, &handle));
        return _handle = handle;
    }

    private InvalidOperationException Unexpected(NativeValue* results, int count, string expected)
    {
        var kinds = string.Join(", ", Enumerable.Range(0, count).Select(i => results[i].Kind));
        Free(results, count);
        return new InvalidOperationException($"{_name} returned ({kinds}); {expected} was expected. Its schema is {Schema}.");
    }
}
