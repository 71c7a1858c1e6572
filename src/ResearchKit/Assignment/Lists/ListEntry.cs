using System.Runtime.InteropServices;

namespace ResearchKit.Assignment;

/// <summary>A column on a row's short list.</summary>
/// <param name="key">Its reduced cost when the list was made; it has not become smaller since.</param>
/// <param name="column">The column.</param>
/// <param name="cost">Its cost in that row, as a minimisation.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ListEntry<T>(double key, int column, T cost)
    where T : unmanaged
{
    public readonly double Key = key;
    public readonly int Column = column;
    public readonly T Cost = cost;
}
