namespace ResearchKit.Kernel.Sessions;

/// <summary>One text that can stand at a place in a cell.</summary>
/// <param name="Text">What replaces the piece between <see cref="CodeCompletions.Start"/> and <see cref="CodeCompletions.End"/>.</param>
/// <param name="Kind">What it is, in lower case: <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, <c>variable</c>, <c>magic</c>, <c>path</c> and so on.</param>
public sealed record CodeCompletion(string Text, string Kind)
{
    /// <summary>Its declaration in short, for example <c>int Math.Abs(int value) (+6 overloads)</c>; empty where there is none.</summary>
    public string Signature { get; init; } = string.Empty;
}
