namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Where each token goes when the tokens of a batch are sorted into one buffer of equal rows for every expert.</summary>
/// <remarks>
/// An assignment is one choice of one token: with k choices a token, assignment a belongs to token a / k. Within an expert, assignments keep their order;
/// those beyond the capacity are dropped. Reference: Fedus, Zoph and Shazeer, 2022, section 2.2.
/// </remarks>
public sealed class DispatchPlan
{
    private DispatchPlan(int experts, int rows, long[] tokens, long[] slots, int dropped)
    {
        Experts = experts;
        Rows = rows;
        TokenOfSlot = tokens;
        SlotOfAssignment = slots;
        Dropped = dropped;
    }

    /// <summary>The number of experts, U.</summary>
    public int Experts { get; }

    /// <summary>Rows of the buffer for each expert, C: the largest number of assignments that one expert keeps.</summary>
    public int Rows { get; }

    /// <summary>For each of the U·C places the token in it, or the number of tokens where the place is empty.</summary>
    public IReadOnlyList<long> TokenOfSlot { get; }

    /// <summary>For each assignment its place, or U·C where it was dropped.</summary>
    public IReadOnlyList<long> SlotOfAssignment { get; }

    /// <summary>How many assignments found no room.</summary>
    public int Dropped { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="expertOfAssignment">The expert of each assignment, in the order of the tokens; S numbers from 0 to U - 1.</param>
    /// <param name="experts">The number of experts, U, at least 1.</param>
    /// <param name="choices">Choices a token, k, at least 1; S is a multiple of it.</param>
    /// <param name="capacity">How many assignments an expert takes in each group, or null for all.</param>
    /// <param name="groupTokens">Tokens of a group, within which the capacity is counted (a sequence); 0 for all tokens together.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">A size is out of range, or an expert is.</exception>
    public static DispatchPlan Make(ReadOnlySpan<long> expertOfAssignment, int experts, int choices = 1, int? capacity = null, int groupTokens = 0)
    {
        Guard.Positive(experts, nameof(experts));
        Guard.Positive(choices, nameof(choices));
        if (expertOfAssignment.Length % choices != 0 || groupTokens < 0 || capacity < 0)
        {
            throw new ArgumentException($"there are {expertOfAssignment.Length} assignments, {choices} a token, in groups of {groupTokens} with a capacity of {capacity}; expected a multiple of the choices, and nothing negative");
        }

        var (places, used) = Places(expertOfAssignment, experts, choices, capacity ?? int.MaxValue, groupTokens == 0 ? int.MaxValue : groupTokens);
        return Fill(expertOfAssignment, experts, choices, places, used);
    }

    // Place within the expert of each assignment, or -1 where it is dropped; and how many each expert keeps.
    private static (int[] Places, int[] Used) Places(ReadOnlySpan<long> expertOfAssignment, int experts, int choices, int capacity, int groupTokens)
    {
        var places = new int[expertOfAssignment.Length];
        var (used, inGroup) = (new int[experts], new int[experts]);
        var group = 0;
        for (var a = 0; a < places.Length; a++)
        {
            if (a / choices / groupTokens != group)
            {
                group = a / choices / groupTokens;
                Array.Clear(inGroup);
            }

            var expert = expertOfAssignment[a];
            if (expert < 0 || expert >= experts)
            {
                throw new ArgumentException($"assignment {a} names expert {expert}; expected 0 to {experts - 1}", nameof(expertOfAssignment));
            }

            places[a] = inGroup[expert]++ < capacity ? used[expert]++ : -1;
        }

        return (places, used);
    }

    private static DispatchPlan Fill(ReadOnlySpan<long> expertOfAssignment, int experts, int choices, int[] places, int[] used)
    {
        var rows = used.Max();
        var tokens = new long[experts * rows];
        Array.Fill(tokens, expertOfAssignment.Length / choices);
        var slots = new long[places.Length];
        var dropped = 0;
        for (var a = 0; a < places.Length; a++)
        {
            if (places[a] < 0)
            {
                slots[a] = tokens.Length;
                dropped++;
                continue;
            }

            slots[a] = (expertOfAssignment[a] * rows) + places[a];
            tokens[slots[a]] = a / choices;
        }

        return new DispatchPlan(experts, rows, tokens, slots, dropped);
    }
}
