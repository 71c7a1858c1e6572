using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Algorithms that change parameters along their gradients.</summary>
    public static partial class optim
    {
        /// <summary>Base class of optimisers.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with its learning rate.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            private protected List<ParamGroup> Groups { get; } = [];

            /// <summary>Fills the gradients of all parameters with zeros.</summary>
            public abstract void zero_grad();

            /// <summary>Changes the parameters once.</summary>
            /// <param name="closure">Computes the loss and its gradients first, or null when they are there.</param>
            /// <returns>What the closure returned, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>The parameters of all groups.</summary>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group of parameters; options that it leaves open take the optimiser's defaults.</summary>
            /// <param name="param_group">The group.</param>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Releases the optimiser's own tensors; the parameters stay.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases the optimiser's own tensors.</summary>
            /// <param name="disposing"><see langword="true"/> when called from <see cref="Dispose()"/>.</param>
            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
