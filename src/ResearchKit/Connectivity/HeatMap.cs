namespace ResearchKit.Connectivity;

/// <summary>How the leading singular vectors of one layer of two models meet.</summary>
/// <param name="Layer">The name of the weight.</param>
/// <param name="Terms">Row i, column j: (u_i·u_j)(v_i·v_j).</param>
public sealed record HeatMap(string Layer, double[,] Terms);
