using System.Diagnostics;

namespace ResearchKit.Matching;

/// <summary>Adds up the time that the parts of a matching take.</summary>
internal sealed class MatchingClock
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long[] _ticks = new long[5];

    /// <summary>A part of the work.</summary>
    public enum Part
    {
        Setup,
        Products,
        Gathers,
        Assignment,
        Verification,
    }

    /// <summary>The present time, for <see cref="Add"/>.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>Adds the time since <paramref name="start"/> to a part and returns the present time, from which the next part starts.</summary>
    public long Add(Part part, long start)
    {
        var now = Stopwatch.GetTimestamp();
        _ticks[(int)part] += now - start;
        return now;
    }

    public MatchingTimings Read() => new(
        Stopwatch.GetElapsedTime(_started).TotalSeconds,
        Seconds(Part.Setup),
        Seconds(Part.Products),
        Seconds(Part.Gathers),
        Seconds(Part.Assignment),
        Seconds(Part.Verification));

    private double Seconds(Part part) => _ticks[(int)part] / (double)Stopwatch.Frequency;
}
