using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <content>Lays the arguments out for the shim, and keeps their tensors alive meanwhile.</content>
internal sealed unsafe partial class Operator
{
    private static bool AnyChannelsLast(ReadOnlySpan<Argument> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Reference is Tensor { IsChannelsLast: true })
            {
                return true;
            }
        }

        return false;
    }

    private static NativeValue Prepare(in Argument argument, ref byte* scratch, LayoutMode layout)
    {
        var value = new NativeValue { Kind = argument.Kind, Integer = argument.Integer, Real = argument.Real, Extra = argument.Extra };
        switch (argument.Reference)
        {
            case Tensor tensor:
                value.Pointer = layout == LayoutMode.Plain ? tensor.Acquire() : tensor.AcquireAsItIs();
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
}
