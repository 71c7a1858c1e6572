namespace ResearchKit.Kernel.Sessions;

/// <summary>A package that lies on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Assemblies">The paths of its assemblies for this runtime.</param>
/// <param name="NativeFiles">The paths of its native libraries for this runtime.</param>
internal sealed record RestoredPackage(string Name, string Version, IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeFiles);
