using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Images with the number of the class that each of them shows.</summary>
/// <remarks>
/// Images are (count, channels, height, width), float32 from 0 to 1 unless standardised; labels are (count), int64 from 0.
/// The object owns both tensors. Subsets made by <see cref="Take"/> and <see cref="Select"/> are owned by the caller and
/// stay valid when this object is disposed.
/// </remarks>
public sealed class LabelledImages : IDisposable
{
    /// <summary>Takes ownership of images and their labels.</summary>
    /// <param name="images">A (count, channels, height, width) float32 tensor.</param>
    /// <param name="labels">A (count) int64 tensor.</param>
    /// <exception cref="ArgumentException">A rank, a dtype or the two counts are not as described.</exception>
    public LabelledImages(Tensor images, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.shape.Length != 4 || images.dtype != ScalarType.Float32)
        {
            throw new ArgumentException($"images are {Describe(images)}; expected a float32 tensor (count, channels, height, width)", nameof(images));
        }

        if (labels.shape.Length != 1 || labels.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"labels are {Describe(labels)}; expected an int64 tensor (count)", nameof(labels));
        }

        if (images.shape[0] != labels.shape[0])
        {
            throw new ArgumentException($"there are {images.shape[0]} images and {labels.shape[0]} labels; expected one label for each image", nameof(labels));
        }

        Images = images;
        Labels = labels;
    }

    /// <summary>The pixels: (count, channels, height, width), float32 from 0 to 1.</summary>
    public Tensor Images { get; }

    /// <summary>The class numbers: (count), int64 from 0.</summary>
    public Tensor Labels { get; }

    /// <summary>How many images there are.</summary>
    public long Count => Labels.shape[0];

    /// <summary>The first images, in order, sharing memory with this object's.</summary>
    /// <param name="count">How many, from 0 to <see cref="Count"/>.</param>
    /// <returns>A subset that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or larger than <see cref="Count"/>.</exception>
    public LabelledImages Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new LabelledImages(Images.narrow(0, 0, count), Labels.narrow(0, 0, count));
    }

    /// <summary>The images with the given numbers, in the given order; a number may come more than once.</summary>
    /// <param name="indices">Numbers from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>A copy that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public LabelledImages Select(ReadOnlySpan<long> indices)
    {
        foreach (var index in indices)
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"there are {Count} images; expected numbers from 0 to {Count - 1}");
            }
        }

        using var chosen = tensor(indices.ToArray(), [indices.Length], ScalarType.Int64);
        using var here = chosen.to(Labels.device);
        return new LabelledImages(Images.index_select(0, here), Labels.index_select(0, here));
    }

    /// <summary>All images in a random order, cut into two parts.</summary>
    /// <param name="first">How many go into the first part, from 0 to <see cref="Count"/>.</param>
    /// <param name="seed">The root of the order.</param>
    /// <returns>Two copies that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is negative or larger than <see cref="Count"/>.</exception>
    public (LabelledImages First, LabelledImages Second) Split(long first, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        long[] order = [.. Enumerable.Range(0, checked((int)Count))];
        seed.ToRandom().Shuffle(order);
        return (Select(order.AsSpan(0, (int)first)), Select(order.AsSpan((int)first)));
    }

    /// <summary>The images with another brightness and contrast: (x − mean) / deviation.</summary>
    /// <param name="mean">What becomes 0.</param>
    /// <param name="deviation">What becomes a step of 1; not 0.</param>
    /// <returns>A copy that the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is 0 or not finite.</exception>
    public LabelledImages Standardize(double mean, double deviation) => double.IsFinite(deviation) && deviation != 0
        ? new LabelledImages(Images.sub(mean).div_(deviation), Labels.clone())
        : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "expected a finite number other than 0");

    /// <summary>The images of several sets, one after the other.</summary>
    /// <param name="sets">Sets whose images have one shape; at least one.</param>
    /// <returns>A copy that the caller owns.</returns>
    public static LabelledImages Join(params IReadOnlyList<LabelledImages> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return new LabelledImages(cat([.. sets.Select(set => set.Images)]), cat([.. sets.Select(set => set.Labels)]));
    }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} ({string.Join(", ", tensor.shape)})";
}
