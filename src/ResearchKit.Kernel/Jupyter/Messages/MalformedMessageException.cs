namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>What came in is no message of the Jupyter protocol, or is not signed with the key.</summary>
/// <param name="message">What was found and what was expected.</param>
/// <param name="cause">The exception behind it, or null.</param>
internal sealed class MalformedMessageException(string message, Exception? cause = null) : Exception(message, cause);
