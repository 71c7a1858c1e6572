using System.Text;

namespace ResearchKit.Kernel.Sessions;

/// <summary>A console stream that follows <see cref="ConsoleRoute"/>.</summary>
/// <param name="channel">Which stream it is.</param>
/// <param name="original">The real one, for flows that belong to no running cell.</param>
internal sealed class RoutedWriter(ConsoleChannel channel, TextWriter original) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => original.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value) && ConsoleRoute.Current?.Route.Write(channel, value) != true)
        {
            original.Write(value);
        }
    }

    // A notebook reads the same on every system: lines end in a line feed alone. One call a line keeps lines of several threads whole.

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(new string(buffer));

    /// <inheritdoc/>
    public override void Flush() => original.Flush();
}
