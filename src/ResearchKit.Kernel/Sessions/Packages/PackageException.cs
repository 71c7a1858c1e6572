namespace ResearchKit.Kernel.Sessions;

/// <summary>A package or project cannot be had.</summary>
/// <param name="message">Why, in the words of the tool that tried.</param>
internal sealed class PackageException(string message) : Exception(message);
