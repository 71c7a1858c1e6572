using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>A change of how all images of a data set look, which makes a task of its own from them: same labels, another domain.</summary>
/// <remarks>Images are (count, channels, height, width) with pixels from 0 to 1, and stay so. The set is that of the merging experiments on digits; it is this kit's choice.</remarks>
public sealed class ImageDomain
{
    private const double StripeLevel = 0.6;
    private const double VerticalStripeLevel = 0.5;
    private const double NoiseShare = 0.5;
    private const double NoisyImageShare = 0.7;

    private readonly Func<Tensor, Seed, Tensor> _apply;

    /// <summary>Makes a domain of a name and a function.</summary>
    /// <param name="name">The name that tables show.</param>
    /// <param name="apply">Makes new images of images, for a seed; it may draw random numbers from that alone.</param>
    public ImageDomain(string name, Func<Tensor, Seed, Tensor> apply)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(apply);
        (Name, _apply) = (name, apply);
    }

    /// <summary>The images as they are.</summary>
    public static ImageDomain Original { get; } = new("orig", (images, _) => images.clone());

    /// <summary>Dark for light: 1 − x.</summary>
    public static ImageDomain Inverted { get; } = new("inv", (images, _) => 1 - images);

    /// <summary>A quarter turn against the clock.</summary>
    public static ImageDomain Rotated { get; } = new("rot", (images, _) => images.rot90(1, (2, 3)).contiguous());

    /// <summary>Every second column, from the first, at least 0.6.</summary>
    public static ImageDomain Stripes { get; } = new("stripe", (images, _) => Brighten(images, 3, StripeLevel));

    /// <summary>Every second row, from the first, at least 0.5.</summary>
    public static ImageDomain VerticalStripes { get; } = new("vstripe", (images, _) => Brighten(images, 2, VerticalStripeLevel));

    /// <summary>Uniform noise over a fainter image: clip(0.7 x + 0.5 u, 0, 1).</summary>
    public static ImageDomain Noise { get; } = new("noise", (images, seed) =>
    {
        using var generator = new Generator(unchecked((ulong)seed.ToInt64()));
        return ((images * NoisyImageShare) + (rand(images.shape, generator: generator) * NoiseShare)).clamp(0, 1);
    });

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The images as this domain shows them.</summary>
    /// <param name="images">The images and their labels; not changed.</param>
    /// <param name="seed">The root of what is random in the domain.</param>
    /// <returns>New images with the same labels, owned by the caller.</returns>
    /// <exception cref="InvalidOperationException">The domain's function gave another number of images.</exception>
    public LabelledImages Apply(LabelledImages images, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var changed = _apply(images.Images, seed.For(Name));
        if (changed.shape.Length != 4 || changed.shape[0] != images.Count)
        {
            throw new InvalidOperationException($"domain '{Name}' gave images of shape [{string.Join(", ", changed.shape)}]; expected {images.Count} images of four axes");
        }

        return new LabelledImages(changed.MoveToOuterDisposeScope(), images.Labels.clone().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Tensor Brighten(Tensor images, int axis, double level)
    {
        using var scope = NewDisposeScope();
        long[] shape = [1, 1, 1, 1];
        shape[axis] = images.shape[axis];
        var floor = (arange(images.shape[axis], device: images.device).remainder(2).eq(0).to(images.dtype) * level).reshape(shape);
        return images.maximum(floor).MoveToOuterDisposeScope();
    }
}
