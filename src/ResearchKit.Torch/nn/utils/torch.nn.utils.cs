using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers that treat all parameters of a model together.</summary>
        public static partial class utils
        {
            private static readonly Operator _flatten = new("aten::reshape");
            private static readonly Operator _concatenate = new("aten::cat");
            private static readonly Operator _narrow = new("aten::narrow");
            private static readonly Operator _vectorNorm = new("aten::norm", "Scalar");
            private static readonly Operator _stack = new("aten::stack");
            private static readonly Operator _scaleInPlace = new("aten::mul_", "Tensor");
            private static readonly Operator _clamp = new("aten::clamp_");
            private static readonly Operator _add = new("aten::add", "Scalar");
            private static readonly Operator _multiply = new("aten::mul", "Scalar");
            private static readonly Operator _reciprocal = new("aten::reciprocal");
            private static readonly Operator _item = new("aten::item");

            /// <summary>All parameters one after the other as one vector; gradients flow through.</summary>
            /// <param name="tensors">The parameters.</param>
            /// <returns>(total number of elements).</returns>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                var parts = tensors.Select(tensor => _flatten.Call(tensor, new[] { -1L })).ToArray();
                if (parts.Length == 0)
                {
                    throw new ArgumentException("parameters_to_vector: there are no parameters.", nameof(tensors));
                }

                try
                {
                    return _concatenate.Call(parts);
                }
                finally
                {
                    Dispose(parts);
                }
            }

            /// <summary>Writes consecutive parts of a vector into parameters.</summary>
            /// <param name="vec">A vector with as many elements as the parameters together.</param>
            /// <param name="tensors">The parameters.</param>
            /// <exception cref="ArgumentException">The number of elements differs.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                ArgumentNullException.ThrowIfNull(vec);
                var parameters = tensors.ToArray();
                var total = parameters.Sum(parameter => parameter.NumberOfElements);
                if (vec.NumberOfElements != total)
                {
                    throw new ArgumentException(
                        $"vector_to_parameters: the vector has {vec.NumberOfElements} elements, the parameters have {total}.", nameof(vec));
                }

                using var guard = GradientMode.Off();
                using var flat = _flatten.Call(vec, new[] { -1L });
                var start = 0L;
                foreach (var parameter in parameters)
                {
                    using var part = _narrow.Call(flat, 0, start, parameter.NumberOfElements);
                    using var shaped = _flatten.Call(part, parameter.shape);
                    InPlace.Copy(parameter, shaped);
                    start += parameter.NumberOfElements;
                }
            }

            /// <summary>Scales all gradients down together so that the norm of their concatenation is at most a bound.</summary>
            /// <param name="tensors">The parameters; those without gradient do not count.</param>
            /// <param name="max_norm">The bound.</param>
            /// <param name="norm_type">Which norm; infinity for the largest absolute value.</param>
            /// <returns>The norm before scaling, 0 without gradients.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                var gradients = Gradients(tensors);
                if (gradients.Length == 0)
                {
                    return 0;
                }

                using var guard = GradientMode.Off();
                var norms = gradients.Select(gradient => _vectorNorm.Call(gradient, norm_type)).ToArray();
                using var all = _stack.Call(norms);
                using var total = _vectorNorm.Call(all, norm_type);
                using var above = _add.Call(total, 1e-6);
                using var quotient = _reciprocal.Call(above);
                using var factor = _multiply.Call(quotient, max_norm);
                _clamp.Run(factor, Argument.None, 1.0);
                foreach (var gradient in gradients)
                {
                    _scaleInPlace.Run(gradient, factor);
                }

                Dispose(norms);
                Dispose(gradients);
                return _item.CallDouble(total);
            }

            /// <summary>Limits every element of every gradient to [-clip_value, clip_value].</summary>
            /// <param name="tensors">The parameters; those without gradient are left alone.</param>
            /// <param name="clip_value">The bound.</param>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var guard = GradientMode.Off();
                var gradients = Gradients(tensors);
                foreach (var gradient in gradients)
                {
                    _clamp.Run(gradient, -clip_value, clip_value);
                }

                Dispose(gradients);
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors)
                => tensors.Select(tensor => tensor.grad()).OfType<Tensor>().ToArray();

            private static void Dispose(Tensor[] tensors)
            {
                foreach (var tensor in tensors)
                {
                    tensor.Dispose();
                }
            }
        }
    }
}
