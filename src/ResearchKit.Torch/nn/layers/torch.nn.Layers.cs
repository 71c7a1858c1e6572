using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates an affine map with PyTorch's initial weights.</summary>
        /// <param name="inputSize">Size of the last axis of the input.</param>
        /// <param name="outputSize">Size of the last axis of the output.</param>
        /// <param name="hasBias">Whether there is a bias.</param>
        /// <param name="device">Device of the parameters.</param>
        /// <param name="dtype">Element type of the parameters.</param>
        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            => new(inputSize, outputSize, hasBias, device, dtype);

        /// <summary>Creates an affine map from its parameters.</summary>
        /// <param name="weight">The matrix, (out_features, in_features).</param>
        /// <param name="bias">The vector, (out_features), or null.</param>
        public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

        /// <summary>Creates a table of vectors drawn from the standard normal distribution.</summary>
        /// <param name="num_embeddings">Number of vectors.</param>
        /// <param name="embedding_dims">Their size.</param>
        /// <param name="padding_idx">Row that starts as zeros and gets no gradient, or null.</param>
        /// <param name="max_norm">Longest vector: longer ones are scaled down in place when looked up; null for no limit.</param>
        /// <param name="norm_type">Which norm <paramref name="max_norm"/> means.</param>
        /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row occurs in the batch.</param>
        /// <param name="sparse">Whether the gradient is a sparse tensor.</param>
        /// <param name="device">Device of the table.</param>
        /// <param name="dtype">Element type of the table.</param>
        public static Embedding Embedding(
            long num_embeddings,
            long embedding_dims,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
            => new(
                LayerTensors.Uninitialised(device, dtype, num_embeddings, embedding_dims),
                initialise: true,
                padding_idx,
                max_norm,
                norm_type,
                scale_grad_by_freq,
                sparse);

        /// <summary>Creates a table of vectors from given ones.</summary>
        /// <param name="embeddings">The vectors, (number, size).</param>
        /// <param name="freeze">Whether they are not trained.</param>
        /// <param name="padding_idx">Row that gets no gradient, or null.</param>
        /// <param name="max_norm">Longest vector, or null for no limit.</param>
        /// <param name="norm_type">Which norm <paramref name="max_norm"/> means.</param>
        /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row occurs in the batch.</param>
        /// <param name="sparse">Whether the gradient is a sparse tensor.</param>
        /// <param name="device">Device of the table, or null for that of the vectors.</param>
        /// <param name="dtype">Element type of the table, or null for that of the vectors.</param>
        public static Embedding Embedding_from_pretrained(
            Tensor embeddings,
            bool freeze = true,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2.0,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            ArgumentNullException.ThrowIfNull(embeddings);
            var table = LayerTensors.Uninitialised(device ?? embeddings.device, dtype ?? embeddings.dtype, embeddings.shape);
            using (GradientMode.Off())
            {
                InPlace.Copy(table, embeddings);
            }

            table.requires_grad = !freeze;
            return new(table, initialise: false, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        }

        /// <summary>Creates attention of several heads.</summary>
        /// <param name="embedded_dim">Size E of the query and of the output.</param>
        /// <param name="num_heads">Number of heads, a divisor of E.</param>
        /// <param name="dropout">Probability with which an attention is dropped while training.</param>
        /// <param name="bias">Whether the linear maps have a bias.</param>
        /// <param name="add_bias_kv">Whether a learned key and value is added to every sequence.</param>
        /// <param name="add_zero_attn">Whether a key and value of zeros is added to every sequence.</param>
        /// <param name="kdim">Size of the keys, E by default.</param>
        /// <param name="vdim">Size of the values, E by default.</param>
        public static MultiheadAttention MultiheadAttention(
            long embedded_dim,
            long num_heads,
            double dropout = 0.0,
            bool bias = true,
            bool add_bias_kv = false,
            bool add_zero_attn = false,
            long? kdim = null,
            long? vdim = null)
            => new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim);

        /// <summary>Creates a layer that drops elements while training.</summary>
        /// <param name="p">Probability of zero.</param>
        /// <param name="inplace">Whether the input itself is overwritten.</param>
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        /// <summary>Creates a layer that returns its input.</summary>
        public static Identity Identity() => new();

        /// <summary>Creates a layer that merges axes.</summary>
        /// <param name="start_dim">First axis.</param>
        /// <param name="end_dim">Last axis; negative counts from the end.</param>
        public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

        /// <summary>Creates a layer that splits an axis.</summary>
        /// <param name="dim">The axis.</param>
        /// <param name="unflattened_size">Sizes of the new axes.</param>
        public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);

        /// <summary>Creates a layer that compares directions.</summary>
        /// <param name="dim">The axis of the vectors.</param>
        /// <param name="eps">Smallest denominator.</param>
        public static CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1e-8) => new(dim, eps);

        /// <summary>Creates a layer that copies square windows into columns.</summary>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="stride">Step.</param>
        public static Unfold Unfold(long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
            => new((kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

        /// <summary>Creates a layer that copies windows into columns.</summary>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="dilation">Distance between elements of a window; 1 by default.</param>
        /// <param name="padding">Zeros on both sides; none by default.</param>
        /// <param name="stride">Step; 1 by default.</param>
        public static Unfold Unfold(
            (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
            => new(kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));

        /// <summary>Creates a layer that adds columns into the square windows of a square image.</summary>
        /// <param name="output_size">Height and width of the image.</param>
        /// <param name="kernel_size">Window size.</param>
        /// <param name="dilation">Distance between elements of a window.</param>
        /// <param name="padding">Zeros on both sides.</param>
        /// <param name="stride">Step.</param>
        public static Fold Fold(long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
            => new((output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

        /// <summary>Creates a layer that adds columns into the windows of an image.</summary>
        /// <param name="output_size">Height and width of the image.</param>
        /// <param name="kernel_size">Window size of each axis.</param>
        /// <param name="dilation">Distance between elements of a window; 1 by default.</param>
        /// <param name="padding">Zeros on both sides; none by default.</param>
        /// <param name="stride">Step; 1 by default.</param>
        public static Fold Fold(
            (long, long) output_size,
            (long, long) kernel_size,
            (long, long)? dilation = null,
            (long, long)? padding = null,
            (long, long)? stride = null)
            => new(output_size, kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
    }
}
