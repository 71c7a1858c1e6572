namespace ResearchKit.Display;

/// <summary>A displayable value that has further forms, made only when they are asked for.</summary>
internal interface IFormsOnDemand
{
    /// <summary>Makes the form in one MIME type, or gives null when there is none.</summary>
    string? FormIn(string mimeType);
}
