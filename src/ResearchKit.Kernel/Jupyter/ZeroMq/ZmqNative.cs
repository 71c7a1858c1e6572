using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>The functions of libzmq in use here, under its own names.</summary>
internal static unsafe partial class ZmqNative
{
    /// <summary>Registers where libzmq is found; runs before the first import of this assembly is called.</summary>
    static ZmqNative() => NativeLibrary.SetDllImportResolver(typeof(ZmqNative).Assembly, ZmqLibrary.Resolve);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial nint zmq_ctx_new();

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_ctx_shutdown(nint context);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_ctx_term(nint context);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial nint zmq_socket(nint context, int kind);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_close(nint socket);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_setsockopt(nint socket, int option, void* value, nuint length);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_getsockopt(nint socket, int option, void* value, nuint* length);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_bind(nint socket, string endpoint);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_connect(nint socket, string endpoint);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_send(nint socket, byte* data, nuint length, int flags);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_init(Message* message);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_msg_recv(Message* message, nint socket, int flags);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial byte* zmq_msg_data(Message* message);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial nuint zmq_msg_size(Message* message);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_more(Message* message);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial int zmq_msg_close(Message* message);

    [LibraryImport(ZmqLibrary.Name, SetLastError = true)]
    public static partial int zmq_poll(PollItem* items, int count, nint milliseconds);

    [LibraryImport(ZmqLibrary.Name)]
    public static partial nint zmq_strerror(int code);

    /// <summary>libzmq's message: 64 bytes that only it looks into.</summary>
    [InlineArray(8)]
    public struct Message
    {
        private ulong _part;
    }

    /// <summary>One socket to wait for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollItem
    {
        public nint Socket;
        public int FileDescriptor;
        public short Events;
        public short Occurred;
    }
}
