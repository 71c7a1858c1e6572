using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural network building blocks: modules, layers, functions, initialisers.</summary>
    public static partial class nn
    {
        /// <summary>Base class of every layer and model: a named tree of parameters, buffers and sub-modules.</summary>
        /// <remarks>
        /// A derived class keeps its parts in fields and ends its constructor with <see cref="RegisterComponents"/>; the names of the
        /// fields become the names in <see cref="state_dict"/>. Disposing a module disposes its parameters, buffers and sub-modules.
        /// </remarks>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> _parameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly OrderedDictionary<string, Module> _modules = [];
            private bool _training = true;
            private readonly string _name;
            private bool _disposed;

            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">Name of the module, returned by <see cref="GetName"/>.</param>
            protected Module(string name)
            {
                _name = name;
            }

            /// <summary>Whether the module is in training mode; <see langword="true"/> until <see cref="eval"/> is called.</summary>
            public virtual bool training => _training;

            /// <summary>Whether <see cref="Dispose()"/> has run.</summary>
            internal bool IsDisposed => _disposed;

            /// <summary>Returns the name given at construction.</summary>
            public virtual string GetName() => _name;

            /// <summary>Switches this module and all its sub-modules to training mode, or to evaluation mode.</summary>
            /// <param name="train"><see langword="false"/> for evaluation mode, in which dropout passes through and batch norm uses its running statistics.</param>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, child) in named_children())
                {
                    child.train(train);
                }
            }

            /// <summary>Switches this module and all its sub-modules to evaluation mode.</summary>
            public virtual void eval() => train(false);

            /// <summary>Applies a function to every sub-module, deepest first, and then to this module.</summary>
            /// <param name="fn">What to do with each module, for example to initialise it.</param>
            /// <returns>This module.</returns>
            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (var (_, child) in named_children())
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>Forgets the gradients of all parameters, or fills them with zeros.</summary>
            /// <param name="set_to_none"><see langword="true"/> drops the gradient tensors; <see langword="false"/> keeps them and writes zeros.</param>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad();
                    if (gradient is null)
                    {
                        continue;
                    }

                    if (set_to_none)
                    {
                        parameter.SetGrad(null);
                    }
                    else
                    {
                        InPlace.Zero(gradient);
                    }
                }
            }

            /// <summary>Disposes the parameters, the buffers and the sub-modules; a second call does nothing.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases what the module owns.</summary>
            /// <param name="disposing"><see langword="true"/> when called from <see cref="Dispose()"/>.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }

                _disposed = true;
                foreach (var (_, child) in named_children().ToArray())
                {
                    child.Dispose();
                }

                foreach (var buffer in _buffers.Values)
                {
                    buffer.Tensor.Dispose();
                }

                foreach (var parameter in _parameters.Values)
                {
                    parameter.Dispose();
                }
            }
        }
    }
}
