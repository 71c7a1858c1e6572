namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that can be called with six inputs.</summary>
        /// <typeparam name="T1">Type of input 1.</typeparam>
        /// <typeparam name="T2">Type of input 2.</typeparam>
        /// <typeparam name="T3">Type of input 3.</typeparam>
        /// <typeparam name="T4">Type of input 4.</typeparam>
        /// <typeparam name="T5">Type of input 5.</typeparam>
        /// <typeparam name="T6">Type of input 6.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, T5, T6, TResult>
        {
            /// <summary>Runs the hooks and the forward computation.</summary>
            /// <param name="input1">Input 1.</param>
            /// <param name="input2">Input 2.</param>
            /// <param name="input3">Input 3.</param>
            /// <param name="input4">Input 4.</param>
            /// <param name="input5">Input 5.</param>
            /// <param name="input6">Input 6.</param>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);
        }
    }
}
