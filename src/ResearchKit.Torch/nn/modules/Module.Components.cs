using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            // What the weight, bias and running-statistics properties of layers do when they are set: the old tensor is disposed.
            private protected void SetParameter(ref Parameter? field, Parameter? value, [CallerMemberName] string component = "")
            {
                if (ReferenceEquals(field, value))
                {
                    return;
                }

                field?.Dispose();
                field = value;
                ConditionallyRegisterParameter(component, value);
            }

            private protected void SetBuffer(ref Tensor? field, Tensor? value, [CallerMemberName] string component = "")
            {
                if (ReferenceEquals(field, value))
                {
                    return;
                }

                field?.Dispose();
                field = value;
                ConditionallyRegisterBuffer(component, value);
            }
        }
    }
}
