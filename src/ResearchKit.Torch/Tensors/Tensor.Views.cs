using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view with the axes in reverse order.</summary>
        public Tensor T => permute(Enumerable.Range(0, checked((int)Dimensions)).Reverse().Select(i => (long)i).ToArray());

        /// <summary>A view of a matrix with its axes exchanged, conjugated.</summary>
        public Tensor H
        {
            get
            {
                var axes = Dimensions;
                return axes is 0 or 2
                    ? adjoint()
                    : throw new InvalidOperationException($"H is for matrices; the tensor has {axes} axes. For a list of matrices use mH.");
            }
        }

        /// <summary>A view with the last two axes exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>A view with the last two axes exchanged, conjugated.</summary>
        public Tensor mH => adjoint();

        /// <summary>The distinct elements, or the distinct slices of one axis.</summary>
        /// <param name="sorted">Whether they come in order.</param>
        /// <param name="return_inverse">Whether to give the position of each element among the distinct ones.</param>
        /// <param name="return_counts">Whether to give how often each occurs.</param>
        /// <param name="dim">The axis, or null for the flattened tensor.</param>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Pick(
                dim is { } axis
                    ? Aten.UniqueDim.CallAll(this, axis, sorted, return_inverse, return_counts)
                    : Aten.Unique2.CallAll(this, sorted, return_inverse, return_counts),
                return_inverse,
                return_counts);

        /// <summary>The elements, or the slices of one axis, that differ from the one before.</summary>
        /// <param name="return_inverse">Whether to give the position of each element among those kept.</param>
        /// <param name="return_counts">Whether to give how many elements each stands for.</param>
        /// <param name="dim">The axis, or null for the flattened tensor.</param>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Pick(Aten.UniqueConsecutive.CallAll(this, return_inverse, return_counts, (long?)dim), return_inverse, return_counts);

        private static (Tensor, Tensor?, Tensor?) Pick(Tensor[] all, bool inverse, bool counts)
        {
            if (!inverse)
            {
                all[1]?.Dispose();
            }

            if (!counts)
            {
                all[2]?.Dispose();
            }

            return (all[0], inverse ? all[1] : null, counts ? all[2] : null);
        }
    }
}
