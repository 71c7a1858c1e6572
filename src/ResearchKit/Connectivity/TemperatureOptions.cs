namespace ResearchKit.Connectivity;

/// <summary>How a temperature is searched.</summary>
public sealed record TemperatureOptions
{
    /// <summary>The smallest temperature, above 0.</summary>
    public double Smallest { get; init; } = 0.01;

    /// <summary>The largest temperature.</summary>
    public double Largest { get; init; } = 100;

    /// <summary>The relative precision of the temperature.</summary>
    public double Precision { get; init; } = 1e-6;

    /// <summary>The bins of the calibration error; 15 as in Guo et al.</summary>
    public int Bins { get; init; } = 15;

    internal void Validate()
    {
        if (!(Smallest > 0 && Largest > Smallest && double.IsFinite(Largest) && Precision > 0) || Bins < 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Temperatures are searched from {Smallest} to {Largest} to a precision of {Precision} with {Bins} bins; expected positive rising numbers and at least 1 bin."));
        }
    }
}
