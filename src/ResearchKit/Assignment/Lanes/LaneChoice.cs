using System.Runtime.Intrinsics;

namespace ResearchKit.Assignment;

/// <summary>Chooses the register width of this machine.</summary>
internal static class LaneChoice
{
    /// <summary>Replaces <see cref="LaneWidth.Widest"/> by what the processor does best; other widths stay, emulated if need be.</summary>
    public static LaneWidth Resolve(LaneWidth width)
    {
        if (width != LaneWidth.Widest)
        {
            return width;
        }

        return Vector512.IsHardwareAccelerated ? LaneWidth.Bits512
            : Vector256.IsHardwareAccelerated ? LaneWidth.Bits256
            : Vector128.IsHardwareAccelerated ? LaneWidth.Bits128
            : LaneWidth.Scalar;
    }
}
