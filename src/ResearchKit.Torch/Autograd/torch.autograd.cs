using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Differentiation of what the tensors' graph has recorded.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>Computes the gradients of outputs by inputs, without touching any tensor's own gradient.</summary>
        /// <param name="outputs">What is differentiated.</param>
        /// <param name="inputs">By what.</param>
        /// <param name="grad_outputs">A weight of each output's shape; null for scalars.</param>
        /// <param name="retain_graph">Keeps the graph for a further pass.</param>
        /// <param name="create_graph">Records the differentiation itself, for higher derivatives; then the graph is kept too.</param>
        /// <param name="allow_unused">Gives null, not an error, for inputs on which no output depends.</param>
        /// <returns>One gradient for each input.</returns>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using var from = new TensorHandles(outputs);
            using var by = new TensorHandles(inputs);
            using var weights = new TensorHandles(grad_outputs);
            var results = new nint[by.Count];
            using var passage = LayoutGate.Read();
            fixed (nint* f = from.Span, b = by.Span, w = weights.Span, r = results)
            {
                Native.Check(Native.rk_grad(f, from.Count, w, weights.Count, b, by.Count, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r));
            }

            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        /// <summary>Differentiates tensors by every leaf they depend on, and adds the results to the leaves' gradients.</summary>
        /// <param name="tensors">What is differentiated.</param>
        /// <param name="grad_tensors">A weight of each tensor's shape; null for scalars.</param>
        /// <param name="retain_graph">Keeps the graph for a further pass; by default as <paramref name="create_graph"/>.</param>
        /// <param name="create_graph">Records the differentiation itself, for higher derivatives.</param>
        /// <param name="inputs">The leaves that get gradients; all when null.</param>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using var from = new TensorHandles(tensors);
            using var by = new TensorHandles(inputs);
            using var weights = new TensorHandles(grad_tensors);
            using var passage = LayoutGate.Read();
            fixed (nint* f = from.Span, b = by.Span, w = weights.Span)
            {
                Native.Check(Native.rk_backward(f, from.Count, w, weights.Count, b, by.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0));
            }
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}?, bool?, bool, IList{Tensor}?)"/>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}?, bool?, bool, IList{Tensor}?)"/>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);
    }
}
