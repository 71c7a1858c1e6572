namespace TorchSharp;

public static partial class torch
{
    /// <summary>Draws 0 or 1 with each element as the probability of 1.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Given(input).bernoulli(generator);

    /// <summary>Draws from Poisson distributions with each element as the rate.</summary>
    public static Tensor poisson(Tensor input, Generator? generator = null) => Given(input).poisson(generator);

    /// <summary>Draws positions with probabilities in proportion to each row's elements.</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => Given(input).multinomial(num_samples, replacement, generator);

    /// <summary>Draws a tensor of this shape evenly from 0 &lt;= x &lt; 1.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Given(input).rand_like(dtype, device, requires_grad);

    /// <summary>Draws a tensor of this shape from the standard normal distribution.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Given(input).randn_like(dtype, device, requires_grad);

    /// <summary>Draws a tensor of this shape evenly from the whole numbers low &lt;= x &lt; high.</summary>
    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Given(input).randint_like(low, high, dtype, device, requires_grad);
}
