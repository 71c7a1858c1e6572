using System.Text;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Text that a cell wrote to one of its streams.</summary>
public sealed class StreamOutput : NotebookOutput
{
    private readonly StringBuilder _text;

    /// <summary>Makes an output.</summary>
    /// <param name="name">The stream: <c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    public StreamOutput(string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        Name = name;
        _text = new StringBuilder(text);
    }

    /// <summary>The stream: <c>stdout</c> or <c>stderr</c>.</summary>
    public string Name { get; }

    /// <summary>The text.</summary>
    public string Text => _text.ToString();

    /// <summary>Adds text at the end.</summary>
    /// <param name="text">The text.</param>
    public void Append(string text) => _text.Append(text);
}
