namespace ResearchKit.Cli;

/// <summary>The command line asks for something that cannot be; nothing was done.</summary>
/// <param name="message">What was found and what was expected.</param>
internal sealed class UsageException(string message) : Exception(message);
