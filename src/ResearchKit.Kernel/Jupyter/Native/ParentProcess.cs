using System.Globalization;
using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>The process that started the kernel, as Jupyter names it in JPY_PARENT_PID.</summary>
/// <remarks>A kernel that outlives its Jupyter would hold its memory for ever: nobody could reach it.</remarks>
internal sealed class ParentProcess
{
    private const int NoSuchProcess = 3;

    private readonly int _id;
    private readonly int _starter;

    private ParentProcess(int id, int starter) => (_id, _starter) = (id, starter);

    /// <summary>Whether it has gone.</summary>
    public bool HasGone => !Exists(_id) || (_starter == _id && Libc.getppid() != _id);

    /// <summary>Finds the process.</summary>
    /// <returns>The process, or null when Jupyter named none or it cannot be seen from here, as from inside a container.</returns>
    public static ParentProcess? Find() =>
        OperatingSystem.IsLinux()
        && int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id > 0
        && Exists(id)
            ? new ParentProcess(id, Libc.getppid())
            : null;

    private static bool Exists(int id) => Libc.kill(id, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;
}
