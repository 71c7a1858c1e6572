namespace ResearchKit.Connectivity;

/// <summary>A point of a <see cref="LossPlane"/>, in units of Euclidean distance between models.</summary>
/// <param name="X">The coordinate along the line from the first model to the second.</param>
/// <param name="Y">The coordinate across it, towards the third model.</param>
public readonly record struct PlanePoint(double X, double Y);
