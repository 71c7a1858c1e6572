namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that can be called with one input.</summary>
        /// <typeparam name="T">Type of input 1.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Runs the hooks and the forward computation.</summary>
            /// <param name="input1">Input 1.</param>
            TResult call(T input1);
        }
    }
}
