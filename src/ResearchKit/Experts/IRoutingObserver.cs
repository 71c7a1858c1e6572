namespace ResearchKit.Experts;

/// <summary>Is told what the router of a mixture-of-experts layer did with the tokens of one forward pass.</summary>
/// <remarks>
/// A layer that can be observed holds an observer (null for none) and calls it once in each forward pass, after routing and before any token is dropped for
/// lack of capacity. The tensors belong to the layer: an observer copies what it wants to keep.
/// </remarks>
public interface IRoutingObserver
{
    /// <summary>Takes note of one forward pass of one layer.</summary>
    /// <param name="batch">What was routed where.</param>
    /// <exception cref="ArgumentException">The shapes do not fit one another or those of the layer's earlier passes.</exception>
    void Observe(RoutingBatch batch);
}
