namespace ResearchKit.Compression;

/// <summary>The share of weights that remains at each training step, falling as a cube.</summary>
/// <remarks>
/// P_t = 1 for t ≤ T_i; P_T + (1 − P_T)(1 − (t − T_i)/(T − T_i − T_f))³ for T_i &lt; t ≤ T − T_f; P_T afterwards. The paper prints t − T_i − T_f above the line, which exceeds 1 at
/// t = T_i; this is the form of the authors' code. Reference: Li et al., LoSparse, 2023; Li et al., Merge, Then Compress, 2024, appendix A2.
/// </remarks>
/// <param name="Steps">T, the training steps.</param>
/// <param name="InitialSteps">T_i, the steps before anything is dropped.</param>
/// <param name="FinalSteps">T_f, the steps at the end with the final share.</param>
/// <param name="FinalShare">P_T, from 0 to 1.</param>
public sealed record SparsitySchedule(int Steps = 10000, int InitialSteps = 400, int FinalSteps = 1600, double FinalShare = 0.1)
{
    /// <summary>
    /// Whether T may be so small that no step is left for the cube, in which case the share jumps from 1 to P_T after T_i steps. The authors' zero-shot run does this without saying so; here it must be
    /// asked for.
    /// </summary>
    public bool AllowJump { get; init; }

    /// <summary>P_t.</summary>
    /// <param name="step">t, 0 or more.</param>
    /// <returns>The share of weights that remains, from P_T to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule's numbers do not fit one another.</exception>
    public double Remaining(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Check();
        var cubic = (double)Steps - InitialSteps - FinalSteps;
        if (step <= InitialSteps)
        {
            return 1;
        }

        if (step >= Steps - FinalSteps)
        {
            return FinalShare;
        }

        var left = 1 - ((step - InitialSteps) / cubic);
        return FinalShare + ((1 - FinalShare) * left * left * left);
    }

    private void Check()
    {
        if (Steps < 1 || InitialSteps < 0 || FinalSteps < 0 || !(FinalShare is >= 0 and <= 1))
        {
            throw new InvalidOperationException($"the schedule {this} has a negative number of steps or a share outside 0 to 1");
        }

        if (Steps <= InitialSteps + FinalSteps && !AllowJump)
        {
            throw new InvalidOperationException($"the schedule has {Steps} steps, of which {InitialSteps} at the start and {FinalSteps} at the end leave none between; allow the jump explicitly or give it more steps");
        }
    }
}
