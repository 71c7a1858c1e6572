using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Draws 0 or 1 with each element as the probability of 1.</summary>
        public Tensor bernoulli(Generator? generator = null) => Aten.Bernoulli.Call(this, generator);

        /// <summary>Sets each element to 1 with probability p and to 0 otherwise.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.BernoulliFloatInPlace.Update(this, p, generator);

        /// <summary>Sets each element to 1 with the given probabilities and to 0 otherwise.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Aten.BernoulliTensorInPlace.Update(this, p, generator);

        /// <summary>Draws from Poisson distributions with each element as the rate.</summary>
        public Tensor poisson(Generator? generator = null) => Aten.Poisson.Call(this, generator);

        /// <summary>Draws positions with probabilities in proportion to each row's elements.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Aten.Multinomial.Call(this, num_samples, replacement, generator);

        /// <summary>Draws each element from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Aten.NormalInPlace.Update(this, mean, std, generator);

        /// <summary>Draws each element from a distribution whose logarithm is normal.</summary>
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) => Aten.LogNormalInPlace.Update(this, mean, std, generator);

        /// <summary>Draws each element from a Cauchy distribution.</summary>
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) => Aten.CauchyInPlace.Update(this, median, sigma, generator);

        /// <summary>Draws each element from an exponential distribution with rate lambda.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Aten.ExponentialInPlace.Update(this, lambda, generator);

        /// <summary>Draws the number of trials up to the first success of probability p.</summary>
        public Tensor geometric_(double p, Generator? generator = null) => Aten.GeometricInPlace.Update(this, p, generator);

        /// <summary>Draws each element evenly from the range from &lt;= x &lt; to.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => Aten.UniformInPlace.Update(this, @from, to, generator);

        /// <summary>Draws each element evenly from the whole numbers from &lt;= x &lt; to.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => Aten.RandomFromInPlace.Update(this, checked((long)@from), checked((long)to), generator);

        /// <summary>Draws a tensor of this shape evenly from 0 &lt;= x &lt; 1.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => WithGrad(Aten.RandLike.Call(this, dtype, Argument.Default, device), requires_grad);

        /// <summary>Draws a tensor of this shape from the standard normal distribution.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => WithGrad(Aten.RandnLike.Call(this, dtype, Argument.Default, device), requires_grad);

        /// <summary>Draws a tensor of this shape evenly from the whole numbers low &lt;= x &lt; high.</summary>
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => WithGrad(Aten.RandintLikeLowDtype.Call(this, low, high, dtype, Argument.Default, device), requires_grad);
    }
}
