namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Bernoulli = new("aten::bernoulli");
    internal static readonly Operator BernoulliFloatInPlace = new("aten::bernoulli_", "float");
    internal static readonly Operator BernoulliTensorInPlace = new("aten::bernoulli_", "Tensor");
    internal static readonly Operator CauchyInPlace = new("aten::cauchy_");
    internal static readonly Operator ExponentialInPlace = new("aten::exponential_");
    internal static readonly Operator GeometricInPlace = new("aten::geometric_");
    internal static readonly Operator LogNormalInPlace = new("aten::log_normal_");
    internal static readonly Operator Multinomial = new("aten::multinomial");
    internal static readonly Operator NormalInPlace = new("aten::normal_");
    internal static readonly Operator Poisson = new("aten::poisson");
    internal static readonly Operator RandLike = new("aten::rand_like");
    internal static readonly Operator RandintLikeLowDtype = new("aten::randint_like", "low_dtype");
    internal static readonly Operator RandnLike = new("aten::randn_like");
    internal static readonly Operator RandomFromInPlace = new("aten::random_", "from");
    internal static readonly Operator UniformInPlace = new("aten::uniform_");
}
