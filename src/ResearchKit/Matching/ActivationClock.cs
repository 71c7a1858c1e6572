using System.Diagnostics;

namespace ResearchKit.Matching;

/// <summary>Adds up the time that the parts of an activation matching take.</summary>
internal sealed class ActivationClock
{
    public Timer Networks { get; } = new();

    public Timer Moments { get; } = new();

    public Timer Assignment { get; } = new();

    public ActivationMatchingTimings Read() => new(Networks.Seconds, Moments.Seconds, Assignment.Seconds);

    /// <summary>One sum of times.</summary>
    internal sealed class Timer
    {
        private long _ticks;

        public double Seconds => _ticks / (double)Stopwatch.Frequency;

        /// <summary>Adds the time since <paramref name="start"/> and returns the present time.</summary>
        public long Add(long start)
        {
            var now = Stopwatch.GetTimestamp();
            _ticks += now - start;
            return now;
        }
    }
}
