using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <content>Turns what libtorch returns into tensors and numbers.</content>
internal sealed unsafe partial class Operator
{
    private static Tensor Wrap(NativeValue* value) => new(value->Pointer, value->Length) { IsChannelsLast = value->Extra != 0 };

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

    private InvalidOperationException Unexpected(NativeValue* results, int count, string expected)
    {
        var kinds = string.Join(", ", Enumerable.Range(0, count).Select(i => results[i].Kind));
        Free(results, count);
        return new InvalidOperationException($"{_name} returned ({kinds}); {expected} was expected. Its schema is {Schema}.");
    }
}
