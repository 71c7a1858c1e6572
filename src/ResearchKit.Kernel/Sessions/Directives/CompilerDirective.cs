namespace ResearchKit.Kernel.Sessions;

/// <summary>A directive that stands in the C# code itself: <c>#r</c>, <c>#load</c>, <c>#i</c>.</summary>
/// <param name="name">How it is written.</param>
/// <param name="summary">What it does.</param>
internal sealed class CompilerDirective(string name, string summary) : Directive(name, summary);
