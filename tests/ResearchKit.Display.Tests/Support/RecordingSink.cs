namespace ResearchKit.Display.Tests;

/// <summary>Keeps what is displayed.</summary>
public sealed class RecordingSink : IDisplaySink
{
    public List<(string Id, MimeBundle Bundle)> Displayed { get; } = [];

    public List<(string Id, MimeBundle Bundle)> Updated { get; } = [];

    public void Display(MimeBundle bundle, string displayId) => Displayed.Add((displayId, bundle));

    public void Update(MimeBundle bundle, string displayId) => Updated.Add((displayId, bundle));
}
