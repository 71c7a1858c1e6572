using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Moves a batch of training images by a few pixels, as the plainest augmentation.</summary>
public static class ImageShift
{
    /// <summary>A transform for training that rolls each batch by −pixels to +pixels in both directions, drawn from the seed of the step.</summary>
    /// <param name="pixels">The most pixels, 0 or more; what leaves at one edge comes in at the other.</param>
    /// <returns>A function of a batch (N, C, H, W) and a seed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pixels"/> is negative.</exception>
    public static Func<Tensor, Seed, Tensor> Random(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        return (images, seed) =>
        {
            var random = seed.ToRandom();
            return images.roll([random.Next(-pixels, pixels + 1), random.Next(-pixels, pixels + 1)], [2L, 3L]);
        };
    }
}
