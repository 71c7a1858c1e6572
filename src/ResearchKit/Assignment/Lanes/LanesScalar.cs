using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>One number at a time, for processors without vector registers.</summary>
internal readonly unsafe struct LanesScalar<T> : ILanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Width => 1;

    public static T Sequence => T.Zero;

    public static T Load(T* source) => *source;

    public static void Store(T value, T* target) => *target = value;

    public static T Broadcast(T value) => value;

    public static T Add(T a, T b) => a + b;

    public static T Subtract(T a, T b) => a - b;

    public static T MultiplyAdd(T a, T b, T c) => (a * b) + c;

    public static T Min(T a, T b) => a < b ? a : b;

    public static T Max(T a, T b) => a > b ? a : b;

    public static T SelectLess(T a, T b, T x, T y) => a < b ? x : y;

    public static T SelectEqual(T a, T b, T x, T y) => a == b ? x : y;

    public static uint MaskLessOrEqual(T a, T b) => a <= b ? 1U : 0U;

    public static T ReduceMin(T a) => a;

    public static T ReduceAdd(T a) => a;
}
