namespace ResearchKit.Graphs.Neural;

/// <summary>The ways to compare two sets of vectors under a soft alignment: the surrogates that GraphEdX compares.</summary>
public enum SetDivergenceKind
{
    /// <summary>Align, then subtract: del Σ [U − QU′]₊ + ins Σ [QU′ − U]₊.</summary>
    AlignDiff,

    /// <summary>Subtract, then align: Σ Q_ee′ (del ‖[U_e − U′_e′]₊‖₁ + ins ‖[U′_e′ − U_e]₊‖₁).</summary>
    DiffAlign,

    /// <summary>As <see cref="DiffAlign"/>, over those e and e′ alone of which one is there and the other is not.</summary>
    XorDiffAlign,

    /// <summary>(del + ins) Σ max(U, QU′) − del |q′| − ins |q|: <see cref="AlignDiff"/> by [x − y]₊ = max(x, y) − y, with the true sizes for Σ U and Σ QU′.</summary>
    Max,

    /// <summary>Max before the alignment, over those e and e′ alone of which at least one is there: (del + ins) Σ Q_ee′ (q_e or q′_e′) ‖max(U_e, U′_e′)‖₁ − del |q′| − ins |q|.</summary>
    MaxOr,
}
