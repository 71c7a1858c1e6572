namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>The result of installing a kernel under one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Folder">Where it is, or where it would have been.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Other">Somebody else's kernel of that name, or null when there is none.</param>
public sealed record KernelInstallation(string Name, string Folder, InstallOutcome Outcome, FoundKernel? Other);
