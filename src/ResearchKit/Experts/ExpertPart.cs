namespace ResearchKit.Experts;

/// <summary>The role of one tensor of an expert with hidden size f and model size d.</summary>
public enum ExpertPart
{
    /// <summary>Wg, (f, d): the gate of a gated expert; called <c>w1</c> or <c>gate_proj</c> in checkpoints.</summary>
    Gate,

    /// <summary>Wi of a plain expert or Wu of a gated one, (f, d): <c>wi</c>, <c>fc1</c>, <c>w3</c> or <c>up_proj</c>.</summary>
    Up,

    /// <summary>The bias of <see cref="Up"/>, (f).</summary>
    UpBias,

    /// <summary>Wo of a plain expert or Wd of a gated one, (d, f): <c>wo</c>, <c>fc2</c>, <c>w2</c> or <c>down_proj</c>.</summary>
    Down,

    /// <summary>The bias of <see cref="Down"/>, (d).</summary>
    DownBias,
}
