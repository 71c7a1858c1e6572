namespace ResearchKit.Kernel.Jupyter.Native;

/// <summary>Where what native code writes goes.</summary>
internal interface INativeOutputTarget
{
    /// <summary>Reads what native code has written, in order with what the target was given by others.</summary>
    /// <param name="output">Where to read it.</param>
    void Take(NativeOutput output);
}
