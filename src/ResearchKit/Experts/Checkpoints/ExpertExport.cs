namespace ResearchKit.Experts.Checkpoints;

/// <summary>How a merged checkpoint is written.</summary>
public enum ExpertExport
{
    /// <summary>The experts that are left, numbered from 0, and for each layer a tensor <c>expert_map.LAYER</c> (int32, E): the smallest; read by this kit alone.</summary>
    Mapped,

    /// <summary>Every expert under its old name, equal ones repeated: loads everywhere, saves nothing.</summary>
    Expanded,

    /// <summary>The dominant experts' router rows alone: loads everywhere and saves bytes, but tokens of other experts go elsewhere. Needs the same number in every layer.</summary>
    RouterPruned,
}
