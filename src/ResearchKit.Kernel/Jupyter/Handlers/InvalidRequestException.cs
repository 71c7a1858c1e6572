namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>The content of a request is not what the protocol says.</summary>
/// <param name="message">What was found and what was expected.</param>
internal sealed class InvalidRequestException(string message) : Exception(message);
