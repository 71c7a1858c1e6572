using System.Diagnostics;

namespace ResearchKit.Experts;

/// <summary>Adds up where the time of an alignment goes.</summary>
internal sealed class AlignmentTime
{
    public double ProductSeconds { get; private set; }

    public double AssignmentSeconds { get; private set; }

    public T Products<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        ProductSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result;
    }

    public T Assignment<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        AssignmentSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result;
    }
}
