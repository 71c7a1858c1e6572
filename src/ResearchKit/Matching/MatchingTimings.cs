namespace ResearchKit.Matching;

/// <summary>Where the wall time of a matching went, in seconds.</summary>
/// <param name="Total">The whole call.</param>
/// <param name="Setup">Checks, norms and the layouts that the products read.</param>
/// <param name="Products">Matrix products that make or update the assignment matrices.</param>
/// <param name="Gathers">Copies of permuted rows in front of the products.</param>
/// <param name="Assignment">The linear assignment problems.</param>
/// <param name="Verification">The gains in double precision that decide whether a proposal is accepted.</param>
public readonly record struct MatchingTimings(double Total, double Setup, double Products, double Gathers, double Assignment, double Verification);
