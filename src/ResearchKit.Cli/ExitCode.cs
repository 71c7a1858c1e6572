namespace ResearchKit.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The work failed: a file is missing or damaged, a notebook stopped, a claim does not hold under <c>--strict</c>.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted, as shells number it.</summary>
    public const int Interrupted = 130;
}
