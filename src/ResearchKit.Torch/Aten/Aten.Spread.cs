namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Corrcoef = new("aten::corrcoef");
    internal static readonly Operator Cov = new("aten::cov");
    internal static readonly Operator CumulativeTrapezoidDx = new("aten::cumulative_trapezoid", "dx");
    internal static readonly Operator CumulativeTrapezoidX = new("aten::cumulative_trapezoid", "x");
    internal static readonly Operator Diff = new("aten::diff");
    internal static readonly Operator Std = new("aten::std");
    internal static readonly Operator StdDim = new("aten::std", "dim");
    internal static readonly Operator StdMean = new("aten::std_mean");
    internal static readonly Operator StdMeanDim = new("aten::std_mean", "dim");
    internal static readonly Operator TrapezoidDx = new("aten::trapezoid", "dx");
    internal static readonly Operator TrapezoidX = new("aten::trapezoid", "x");
    internal static readonly Operator Var = new("aten::var");
    internal static readonly Operator VarDim = new("aten::var", "dim");
    internal static readonly Operator VarMean = new("aten::var_mean");
    internal static readonly Operator VarMeanDim = new("aten::var_mean", "dim");
}
