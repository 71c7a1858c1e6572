namespace ResearchKit.Kernel.Notebooks;

/// <summary>One output of a code cell: a <see cref="StreamOutput"/>, a <see cref="DataOutput"/> or an <see cref="ErrorOutput"/>.</summary>
public abstract class NotebookOutput
{
    private protected NotebookOutput()
    {
    }
}
