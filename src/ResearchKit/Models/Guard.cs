namespace ResearchKit.Models;

/// <summary>Checks of model options, with the throw out of line.</summary>
internal static class Guard
{
    /// <summary>Refuses a size below 1.</summary>
    public static void Positive(long value, string option)
    {
        if (value < 1)
        {
            Refuse(value, option);
        }
    }

    private static void Refuse(long value, string option) => throw new ArgumentException($"{option} is {value}; expected at least 1");
}
