namespace ResearchKit.Merging.Fitting;

/// <summary>One model that was tried for a soup.</summary>
/// <param name="Model">The number of the model.</param>
/// <param name="OwnScore">The score of the model alone.</param>
/// <param name="SoupScore">The score of the soup with the model in it.</param>
/// <param name="Joined">Whether the model stayed in.</param>
public sealed record SoupTrial(int Model, double OwnScore, double SoupScore, bool Joined);
