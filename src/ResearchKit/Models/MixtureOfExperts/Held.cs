namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A part of a network that its owner registers itself.</summary>
/// <remarks>Registration by reflection finds fields of a module or parameter type and gives each a second name, after the field; it does not look in here.</remarks>
internal readonly record struct Held<T>(T Value);
