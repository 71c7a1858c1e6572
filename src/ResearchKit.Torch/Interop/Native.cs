using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>The functions of the native shim. All but the ones that free return 0, or 1 after an exception.</summary>
internal static unsafe partial class Native
{
    internal const string Library = "ResearchKitTorch";

    static Native()
    {
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, NativeLoader.Resolve);
    }

    [LibraryImport(Library)]
    internal static partial int rk_abi_version();

    [LibraryImport(Library)]
    private static partial int rk_last_error(byte* buffer, int capacity);

    [LibraryImport(Library)]
    internal static partial int rk_about(int what, byte* buffer, int capacity);

    [LibraryImport(Library)]
    internal static partial long rk_live_bytes();

    [LibraryImport(Library)]
    internal static partial int rk_get(NativeSetting setting, long* value);

    [LibraryImport(Library)]
    internal static partial int rk_set(NativeSetting setting, long value);

    [LibraryImport(Library)]
    internal static partial int rk_inference_enter(int enabled, nint* guard);

    [LibraryImport(Library)]
    internal static partial int rk_inference_exit(nint guard);

    [LibraryImport(Library)]
    internal static partial int rk_device_count(int type, long* count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rk_op_find(string name, string overload, nint* op);

    [LibraryImport(Library)]
    internal static partial int rk_op_schema(nint op, byte* buffer, int capacity);

    [LibraryImport(Library)]
    internal static partial int rk_op_call(nint op, NativeValue* arguments, int count, LayoutMode layout, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)]
    internal static partial void rk_free(nint block);

    [LibraryImport(Library)]
    internal static partial void rk_tensor_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_info(nint tensor, NativeTensorInfo* info);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_shape(nint tensor, long* sizes, long* strides, long capacity);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_data(nint tensor, nint* data, long* bytes);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_share(nint tensor, nint* result);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_from_blob(nint data, long* sizes, long n, int dtype, delegate* unmanaged<nint, void> deleter, nint context, nint* result);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_set_requires_grad(nint tensor, int enabled);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_retain_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_make_contiguous(nint tensor);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_grad(nint tensor, nint* result);

    [LibraryImport(Library)]
    internal static partial int rk_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int rk_backward(nint* outputs, long outputCount, nint* gradients, long gradientCount, nint* inputs, long inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int rk_grad(nint* outputs, long outputCount, nint* gradients, long gradientCount, nint* inputs, long inputCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int rk_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int rk_generator_new(long seed, int deviceType, int deviceIndex, nint* result);

    [LibraryImport(Library)]
    internal static partial int rk_generator_default(nint* result);

    [LibraryImport(Library)]
    internal static partial void rk_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int rk_generator_seed(nint generator, int action, long* seed);

    [LibraryImport(Library)]
    internal static partial int rk_generator_state(nint generator, nint* state);

    /// <summary>Throws what the last call on this thread reported, when it reported something.</summary>
    /// <param name="code">The value which the call returned.</param>
    /// <exception cref="ExternalException">The call failed; the message is libtorch's.</exception>
    internal static void Check(int code)
    {
        if (code != 0)
        {
            Throw();
        }
    }

    internal static long Get(NativeSetting setting)
    {
        long value;
        Check(rk_get(setting, &value));
        return value;
    }

    internal static void Set(NativeSetting setting, long value) => Check(rk_set(setting, value));

    internal static string About(int what) => Read((buffer, capacity) => rk_about(what, (byte*)buffer, capacity));

    internal static string Schema(nint op) => Read((buffer, capacity) => rk_op_schema(op, (byte*)buffer, capacity));

    private static void Throw()
    {
        var message = Read((buffer, capacity) => rk_last_error((byte*)buffer, capacity));
#pragma warning disable CA2201 // the type that TorchSharp throws for libtorch's errors
        throw new ExternalException(message);
#pragma warning restore CA2201
    }

    private static string Read(Func<nint, int, int> read)
    {
        var buffer = new byte[read(0, 0)];
        fixed (byte* pointer = buffer)
        {
            var length = Math.Min(buffer.Length, read((nint)pointer, buffer.Length));
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
