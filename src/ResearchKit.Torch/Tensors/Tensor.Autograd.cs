using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Differentiates this scalar by every leaf it depends on, and adds the results to their gradients.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor has more than one element or no graph.</exception>
        public void backward() => autograd.backward([this]);

        /// <summary>Differentiates this tensor, weighted by given gradients, by every leaf it depends on.</summary>
        /// <param name="grad_tensors">One gradient of this tensor's shape; null for a scalar.</param>
        /// <param name="create_graph">Records the differentiation itself, for higher derivatives.</param>
        /// <param name="retain_graph">Keeps the graph for a further pass.</param>
        /// <param name="inputs">The leaves that get gradients; all when null.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The gradient that backward passes have accumulated, or null before the first.</summary>
        /// <returns>A handle on the same gradient at every call.</returns>
        public Tensor? grad()
        {
            nint gradient;
            var handle = Acquire();
            try
            {
                Native.Check(Native.rk_tensor_grad(handle, &gradient));
            }
            finally
            {
                Release();
            }

            return gradient == 0 ? null : new Tensor(gradient);
        }

        /// <summary>Keeps the gradient of this tensor although it is not a leaf.</summary>
        public void retain_grad()
        {
            var handle = Acquire();
            try
            {
                Native.Check(Native.rk_tensor_retain_grad(handle));
            }
            finally
            {
                Release();
            }
        }

        /// <summary>Replaces the accumulated gradient; null removes it.</summary>
        internal void SetGrad(Tensor? gradient)
        {
            var handle = Acquire();
            try
            {
                var source = gradient?.Acquire() ?? 0;
                try
                {
                    Native.Check(Native.rk_tensor_set_grad(handle, source));
                }
                finally
                {
                    gradient?.Release();
                }
            }
            finally
            {
                Release();
            }
        }
    }
}
