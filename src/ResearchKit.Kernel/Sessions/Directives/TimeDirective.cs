namespace ResearchKit.Kernel.Sessions;

/// <summary>Shows how long the cell took.</summary>
internal sealed class TimeDirective() : Directive("#!time", "Shows how long the cell took, below what else it shows.");
