using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates batch normalisation of vectors or sequences.</summary>
        /// <param name="num_features">Number of channels.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="momentum">Weight of the new batch in the running statistics.</param>
        /// <param name="affine">Whether there are a scale and a shift.</param>
        /// <param name="track_running_stats">Whether running statistics are kept.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static BatchNorm1d BatchNorm1d(
            long num_features,
            double eps = 1e-05,
            double momentum = 0.1,
            bool affine = true,
            bool track_running_stats = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Creates batch normalisation of images.</summary>
        /// <param name="num_features">Number of channels.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="momentum">Weight of the new batch in the running statistics.</param>
        /// <param name="affine">Whether there are a scale and a shift.</param>
        /// <param name="track_running_stats">Whether running statistics are kept.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static BatchNorm2d BatchNorm2d(
            long num_features,
            double eps = 1e-05,
            double momentum = 0.1,
            bool affine = true,
            bool track_running_stats = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Creates instance normalisation of images.</summary>
        /// <param name="num_features">Number of channels.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="momentum">Weight of the new batch in the running statistics.</param>
        /// <param name="affine">Whether there are a scale and a shift.</param>
        /// <param name="track_running_stats">Whether running statistics are kept.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static InstanceNorm2d InstanceNorm2d(
            long num_features,
            double eps = 1e-05,
            double momentum = 0.1,
            bool affine = false,
            bool track_running_stats = false,
            Device? device = null,
            ScalarType? dtype = null)
            => new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Creates group normalisation.</summary>
        /// <param name="num_groups">Number of groups of channels.</param>
        /// <param name="num_channels">Number of channels.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="affine">Whether there are a scale and a shift.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static GroupNorm GroupNorm(
            long num_groups,
            long num_channels,
            double eps = 1e-05,
            bool affine = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(num_groups, num_channels, eps, affine, device, dtype);

        /// <summary>Creates layer normalisation over the last axes.</summary>
        /// <param name="normalized_shape">Sizes of the axes over which is normalised.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="elementwise_affine">Whether there is a scale for every element.</param>
        /// <param name="bias">Whether there is also a shift.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static LayerNorm LayerNorm(
            long[] normalized_shape,
            double eps = 1e-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

        /// <summary>Creates layer normalisation over the last axis.</summary>
        /// <param name="normalized_shape">Sizes of the axes over which is normalised.</param>
        /// <param name="eps">What is added to the variance.</param>
        /// <param name="elementwise_affine">Whether there is a scale for every element.</param>
        /// <param name="bias">Whether there is also a shift.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static LayerNorm LayerNorm(
            long normalized_shape,
            double eps = 1e-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null)
            => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
    }
}
