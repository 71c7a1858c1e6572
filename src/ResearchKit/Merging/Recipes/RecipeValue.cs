namespace ResearchKit.Merging.Recipes;

/// <summary>One value of a parameter with the tensors that it is for.</summary>
/// <param name="Filter">A part of the tensor's name; null or <c>*</c> for every tensor.</param>
/// <param name="Scalar">A number, a truth value or a text; null where there is a gradient.</param>
/// <param name="Gradient">Numbers spread evenly over the layers, between which values are interpolated; null where there is a scalar.</param>
public sealed record RecipeValue(string? Filter, object? Scalar, IReadOnlyList<double>? Gradient = null)
{
    /// <summary>Whether the value is for a tensor.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <returns>True when the name contains the filter.</returns>
    public bool Fits(string tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Filter is null or "*" || tensor.Contains(Filter, StringComparison.Ordinal);
    }

    /// <summary>The value at a place of the stack of layers.</summary>
    /// <remarks>A gradient g of n numbers gives, with s = position · (n − 1) and i = ⌊s⌋, (1 − s + i) g_i + (s − i) g_(i+1).</remarks>
    /// <param name="position">From 0, the first layer, to 1, the last.</param>
    /// <returns>The value.</returns>
    public object? At(double position)
    {
        if (Gradient is null)
        {
            return Scalar;
        }

        var place = Math.Clamp(position, 0, 1) * (Gradient.Count - 1);
        var low = Math.Min((int)place, Math.Max(Gradient.Count - 2, 0));
        var share = place - low;
        return share == 0 || Gradient.Count == 1 ? Gradient[low] : ((1 - share) * Gradient[low]) + (share * Gradient[low + 1]);
    }
}
