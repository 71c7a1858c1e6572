using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in another type; the tensor itself when it has that type and no copy is asked for.</summary>
        public Tensor to_type(ScalarType type, bool copy = false) => Aten.ToDtype.Call(this, type, false, copy);

        /// <summary>The elements in another type; the tensor itself when it has that type.</summary>
        public Tensor to(ScalarType type) => to_type(type);

        /// <summary>The elements in another type on another device; the tensor itself when nothing changes and no copy is asked for.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false) => Aten.ToDevice.Call(this, device, type, false, copy);

        /// <summary>The elements on another device; the tensor itself when nothing changes and no copy is asked for.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false) => to(dtype, new Device(deviceType, deviceIndex), copy);

        /// <summary>The elements on another device; the tensor itself when nothing changes.</summary>
        public Tensor to(string device) => to(new Device(device));

        /// <summary>The elements on another device; the tensor itself when nothing changes.</summary>
        public Tensor to(Device device) => to(dtype, Present(device));

        /// <summary>The elements in another tensor's type and on its device.</summary>
        public Tensor to(Tensor other) => to(Given(other).dtype, other.device);

        /// <summary>The result of a conversion such as <see cref="torch.FloatTensor"/>.</summary>
        public Tensor type(Func<Tensor, Tensor> typeFunc) => Present(typeFunc)(this);

        /// <summary>The elements in another type; the tensor itself when it has that type.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>The elements in another tensor's type.</summary>
        public Tensor type_as(Tensor tensor) => to_type(Given(tensor).dtype);

        /// <summary>The elements in main memory; the tensor itself when they are there.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>The elements on an NVIDIA GPU; the tensor itself when they are there.</summary>
        public Tensor cuda(Device? device = null) => to(device ?? CUDA);

        /// <summary>The elements as truth values.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>The elements as unsigned 8-bit integers.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>The elements as signed 8-bit integers.</summary>
        public Tensor @char() => to_type(ScalarType.Int8);

        /// <summary>The elements as 32-bit integers.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>The elements as 64-bit integers.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>The elements in single precision.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>The elements in double precision.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>The tensor with all elements stored.</summary>
        public Tensor to_dense() => Aten.ToDense.Call(this);

        /// <summary>Whether the elements lie in memory in the order of their indices.</summary>
        public bool is_contiguous() => _channelsLast || Info().IsContiguous != 0;

        /// <summary>Whether a conjugation is pending.</summary>
        public bool is_conj() => Aten.IsConj.CallBool(this);

        /// <summary>Whether a negation is pending.</summary>
        public bool is_neg() => Aten.IsNeg.CallBool(this);

        /// <summary>Whether the elements are in page-locked memory.</summary>
        public bool is_pinned() => Aten.IsPinned.CallBool(this);

        /// <summary>A copy in page-locked memory, from which a GPU reads faster.</summary>
        public Tensor pin_memory() => Aten.PinMemory.Call(this);

        /// <summary>Whether the single element differs from zero.</summary>
        public bool is_nonzero() => Aten.IsNonzero.CallBool(this);

        /// <summary>Makes this tensor share another's storage, shape and strides.</summary>
        public Tensor set_(Tensor source) => Aten.SetSourceTensorInPlace.Update(this, source);
    }
}
