namespace ResearchKit.Models;

/// <summary>The function applied to every element of a hidden layer.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>tanh(x); smooth, for checks that need derivatives of every order.</summary>
    Tanh,

    /// <summary>x times the standard normal distribution function of x.</summary>
    Gelu,

    /// <summary>x itself: the network is a product of matrices.</summary>
    Linear,

    /// <summary>x times the logistic function of x (also called swish), as the gate of gated expert networks uses it.</summary>
    Silu,
}
