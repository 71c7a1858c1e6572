using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Tests.Support;

/// <summary>Keeps what a cell shows as lines such as <c>out:text</c>, in order.</summary>
internal sealed class RecordingOutput : ICellOutput
{
    public List<string> Entries { get; } = [];

    public string Out => string.Concat(Entries.Where(entry => entry.StartsWith("out:", StringComparison.Ordinal)).Select(entry => entry[4..]));

    public string Error => string.Concat(Entries.Where(entry => entry.StartsWith("err:", StringComparison.Ordinal)).Select(entry => entry[4..]));

    public string? LastResult => Entries.LastOrDefault(entry => entry.StartsWith("result:", StringComparison.Ordinal))?[7..];

    public Action<string>? Written { get; set; }

    public List<MimeBundle> Bundles { get; } = [];

    public void Write(ConsoleChannel channel, string text)
    {
        Entries.Add((channel == ConsoleChannel.Output ? "out:" : "err:") + text);
        Written?.Invoke(text);
    }

    public void Display(MimeBundle bundle, string displayId) => Add("display:", bundle);

    public void Update(MimeBundle bundle, string displayId) => Add("update:", bundle);

    public void Result(MimeBundle bundle) => Add("result:", bundle);

    private void Add(string kind, MimeBundle bundle)
    {
        Entries.Add(kind + bundle.Text);
        Bundles.Add(bundle);
    }
}
