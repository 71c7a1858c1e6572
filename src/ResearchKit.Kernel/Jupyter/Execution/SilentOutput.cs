using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>Shows nothing to nobody: the output of cells that the kernel runs for itself.</summary>
internal sealed class SilentOutput : ICellOutput
{
    /// <inheritdoc/>
    public void Write(ConsoleChannel channel, string text)
    {
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId)
    {
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
    }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
    }
}
