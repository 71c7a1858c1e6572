using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private static readonly Operator _toDevice = new("aten::to", "device");

            /// <summary>Moves the floating-point parameters and buffers to another element type.</summary>
            /// <param name="dtype">A floating-point type.</param>
            /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
            /// <exception cref="ArgumentException">The type is not a floating-point or complex one.</exception>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Convert(dtype, null, non_blocking);

            /// <summary>Moves the parameters and buffers to another device.</summary>
            /// <param name="deviceType">The kind of device.</param>
            /// <param name="deviceIndex">Which device of that kind, or -1.</param>
            /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
                => Convert(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>Moves the parameters and buffers to another device and the floating-point ones to another element type.</summary>
            /// <param name="device">The target device.</param>
            /// <param name="dtype">A floating-point type.</param>
            /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Convert(dtype, device, non_blocking);

            // The tensor objects stay the same and get new contents, as in PyTorch, so that an optimiser keeps its parameters.
            private Module Convert(ScalarType? dtype, Device? device, bool nonBlocking)
            {
                if (dtype is { } wanted && !IsFloating(wanted))
                {
                    throw new ArgumentException($"A module can only be converted to a floating-point or complex type, not to {wanted}.", nameof(dtype));
                }

                foreach (var (_, child) in named_children())
                {
                    child.Convert(dtype, device, nonBlocking);
                }

                using var guard = GradientMode.Off();
                foreach (var (_, parameter) in named_parameters(false))
                {
                    ConvertTensor(parameter, dtype, device, nonBlocking);
                    using var gradient = parameter.grad();
                    if (gradient is not null)
                    {
                        ConvertTensor(gradient, dtype, device, nonBlocking);
                    }
                }

                foreach (var (_, buffer) in named_buffers(false))
                {
                    ConvertTensor(buffer, dtype, device, nonBlocking);
                }

                return this;
            }

            private static void ConvertTensor(Tensor tensor, ScalarType? dtype, Device? device, bool nonBlocking)
            {
                var type = dtype is { } wanted && IsFloating(tensor.dtype) ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                if (type == tensor.dtype && place.type == tensor.device.type && (place.index == tensor.device.index || place.index < 0))
                {
                    return;
                }

                using var converted = _toDevice.Call(tensor, place, type, nonBlocking);
                tensor.SetContents(converted);
            }

            private static bool IsFloating(ScalarType type)
                => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
        }
    }
}
