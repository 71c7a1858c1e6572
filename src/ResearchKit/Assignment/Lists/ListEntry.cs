using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>A column on a row's short list, with its cost in that row (as a minimisation).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ListEntry<T>(int column, T cost)
    where T : unmanaged
{
    public readonly int Column = column;
    public readonly T Cost = cost;
}
