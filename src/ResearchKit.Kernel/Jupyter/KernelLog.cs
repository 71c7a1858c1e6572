namespace ResearchKit.Kernel.Jupyter;

/// <summary>What the kernel itself has to say: one line an event, to the log of the program that started it.</summary>
/// <param name="writer">Where lines go.</param>
internal sealed class KernelLog(TextWriter writer)
{
    private const int MaximumLength = 2000;

    private readonly Lock _lock = new();

    /// <summary>Writes a line.</summary>
    /// <param name="text">What happened; it may quote what came from elsewhere.</param>
    public void Write(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        lock (_lock)
        {
            try
            {
                writer.WriteLine("researchkit kernel: " + (line.Length > MaximumLength ? line[..MaximumLength] + "..." : line));
                writer.Flush();
            }
            catch (IOException)
            {
                // Whoever read the log has gone; the kernel goes on.
            }
        }
    }
}
