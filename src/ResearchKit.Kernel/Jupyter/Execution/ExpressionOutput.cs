using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>Keeps the value of an expression and passes on what else it shows.</summary>
/// <param name="output">The output of the cell that the expression belongs to.</param>
internal sealed class ExpressionOutput(ICellOutput output) : ICellOutput
{
    /// <summary>The value, or null when the expression gave none.</summary>
    public MimeBundle? Value { get; private set; }

    /// <inheritdoc/>
    public void Write(ConsoleChannel channel, string text) => output.Write(channel, text);

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId) => output.Display(bundle, displayId);

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => output.Update(bundle, displayId);

    /// <inheritdoc/>
    public void Result(MimeBundle bundle) => Value = bundle;
}
