namespace ResearchKit.Kernel.Jupyter.Installation;

/// <summary>What came of installing a kernel under a name.</summary>
public enum InstallOutcome
{
    /// <summary>It is there now and was not before.</summary>
    Installed,

    /// <summary>One of this kit was there and is replaced.</summary>
    Updated,

    /// <summary>Somebody else's was there and is replaced, as asked.</summary>
    Replaced,

    /// <summary>Somebody else's kernel has the name; nothing was written.</summary>
    NameTaken,
}
