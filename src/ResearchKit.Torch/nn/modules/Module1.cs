namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Base class of modules whose forward computation takes one input.</summary>
        /// <typeparam name="T">Type of input 1.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T, TResult>
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">Name of the module.</param>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The forward computation, without hooks.</summary>
            /// <param name="input">Input 1.</param>
            public abstract TResult forward(T input);

            /// <summary>Runs the hooks and the forward computation.</summary>
            /// <param name="input">Input 1.</param>
            public TResult call(T input)
            {
                foreach (var hook in _preHooks.Values)
                {
                    if (hook(this, input) is { } changed)
                    {
                        input = changed;
                    }
                }

                var result = forward(input);
                foreach (var hook in _postHooks.Values)
                {
                    if (hook(this, input, result) is { } changed)
                    {
                        result = changed;
                    }
                }

                return result;
            }
        }
    }
}
