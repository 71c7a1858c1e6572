using System.Runtime.InteropServices;
using System.Text;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>One of the process's two output descriptors, led into a pipe.</summary>
internal sealed unsafe class NativeStream
{
    /// <summary>The size of the pipe: as much as native code may write before somebody must read.</summary>
    public const int Capacity = 1024 * 1024;

    private readonly byte[] _bytes = new byte[64 * 1024];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly int _descriptor;
    private readonly int _original;

    /// <summary>Leads a descriptor into a pipe.</summary>
    /// <param name="descriptor">1 or 2.</param>
    /// <param name="channel">What its text counts as.</param>
    /// <exception cref="IOException">The system has no pipe or no descriptor left.</exception>
    public NativeStream(int descriptor, ConsoleChannel channel)
    {
        _descriptor = descriptor;
        Channel = channel;
        var ends = stackalloc int[2];
        Check(Libc.pipe2(ends, Libc.CloseOnExec));
        ReadEnd = ends[0];
        _ = Libc.fcntl(ReadEnd, Libc.SetPipeSize, Capacity);
        Check(Libc.fcntl(ReadEnd, Libc.SetFlags, Libc.NonBlocking));
        _original = Check(Libc.fcntl(descriptor, Libc.DuplicateCloseOnExec, 3));
        Check(Libc.dup2(ends[1], descriptor));
        _ = Libc.close(ends[1]);
    }

    /// <summary>What the text counts as.</summary>
    public ConsoleChannel Channel { get; }

    /// <summary>The descriptor to read from.</summary>
    public int ReadEnd { get; }

    /// <summary>Whether everybody who could write has gone.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Reads what is there, at most a full pipe.</summary>
    /// <param name="take">Takes the text.</param>
    public void Read(Action<ConsoleChannel, string> take)
    {
        for (var total = 0L; total < Capacity && !IsAtEnd;)
        {
            nint count;
            fixed (byte* buffer = _bytes)
            {
                count = Libc.read(ReadEnd, buffer, (nuint)_bytes.Length);
            }

            if (count < 0)
            {
                return;
            }

            IsAtEnd = count == 0;
            total += count;
            var characters = new char[_decoder.GetCharCount(_bytes, 0, (int)count, IsAtEnd)];
            _decoder.GetChars(_bytes, 0, (int)count, characters, 0, IsAtEnd);
            if (characters.Length > 0)
            {
                take(Channel, new string(characters));
            }
        }
    }

    /// <summary>Gives the descriptor back what it had.</summary>
    public void Restore() => _ = Libc.dup2(_original, _descriptor);

    private static int Check(int result) => result >= 0
        ? result
        : throw new IOException($"The output of native code cannot be caught: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
}
