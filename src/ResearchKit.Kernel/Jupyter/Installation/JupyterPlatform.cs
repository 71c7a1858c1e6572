namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>The kinds of system among which Jupyter's folders differ.</summary>
internal enum JupyterPlatform
{
    /// <summary>Linux and other systems that follow the XDG folders.</summary>
    Unix,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
