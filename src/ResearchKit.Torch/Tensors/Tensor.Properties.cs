using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The number of axes.</summary>
        public long Dimensions => Info().Dimensions;

        /// <summary>The number of axes.</summary>
        public long ndim => Dimensions;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Info().Elements;

        /// <summary>The bytes of one element.</summary>
        public long ElementSize => Info().ElementSize;

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Info().DType;

        /// <summary>Where the elements are.</summary>
        public Device device
        {
            get
            {
                var info = Info();
                return info.DeviceType == (int)DeviceType.CPU ? CPU : new Device((DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        /// <summary>The kind of device that holds the elements.</summary>
        public DeviceType device_type => (DeviceType)Info().DeviceType;

        /// <summary>The index of the device that holds the elements, -1 for main memory.</summary>
        public int device_index => Info().DeviceIndex;

        /// <summary>Whether the elements are on an NVIDIA GPU.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether the tensor has a shape but no elements in memory.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Whether only the elements that differ from zero are stored.</summary>
        public bool is_sparse => Info().Layout != 0;

        /// <summary>Whether the tensor is not the result of a recorded operation.</summary>
        public bool is_leaf => Info().IsLeaf != 0;

        /// <summary>The sizes of the axes.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* pointer = sizes)
                {
                    ReadShape(pointer, null, sizes.Length);
                }

                return sizes;
            }
        }

        /// <summary>Whether operations on the tensor are recorded for <see cref="backward()"/>.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Set on integers, or cleared on a tensor that is not a leaf.</exception>
        public bool requires_grad
        {
            get => Info().RequiresGrad != 0;
            set
            {
                var handle = Acquire();
                try
                {
                    Native.Check(Native.rk_tensor_set_requires_grad(handle, value ? 1 : 0));
                }
                finally
                {
                    Release();
                }
            }
        }

        /// <summary>The number of axes.</summary>
        public long dim() => Dimensions;

        /// <summary>The number of elements.</summary>
        public long numel() => NumberOfElements;

        /// <summary>The bytes of one element.</summary>
        public long element_size() => ElementSize;

        /// <summary>Whether the elements are in main memory.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the elements are integers.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the elements are real floating-point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are complex.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>The sizes of the axes.</summary>
        public long[] size() => shape;

        /// <summary>The size of one axis; negative numbers count from the last.</summary>
        public long size(int dim)
        {
            var sizes = shape;
            return sizes[Axis(dim, sizes.Length)];
        }

        /// <summary>For each axis, how many elements of storage lie between neighbours.</summary>
        public long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* pointer = strides)
            {
                ReadShape(null, pointer, strides.Length);
            }

            return strides;
        }

        /// <summary>How many elements of storage lie between neighbours on one axis.</summary>
        public long stride(int dim)
        {
            var strides = stride();
            return strides[Axis(dim, strides.Length)];
        }

        /// <summary>The position of the first element in the storage.</summary>
        public long storage_offset() => Info().StorageOffset;

        /// <summary>Turns the recording of operations on this tensor on or off.</summary>
        /// <returns>This tensor.</returns>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Turns the recording of operations on this tensor on or off.</summary>
        /// <returns>This tensor.</returns>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        internal NativeTensorInfo Info()
        {
            NativeTensorInfo info;
            var handle = AcquireAsItIs();
            try
            {
                Native.Check(Native.rk_tensor_info(handle, &info));
            }
            finally
            {
                Release();
            }

            return info;
        }

        private static int Axis(int dim, int axes)
        {
            var axis = dim < 0 ? dim + axes : dim;
            return (uint)axis < (uint)axes
                ? axis
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {axes} axes.");
        }

        private void ReadShape(long* sizes, long* strides, int capacity)
        {
            var handle = strides == null ? AcquireAsItIs() : Acquire();
            try
            {
                Native.Check(Native.rk_tensor_shape(handle, sizes, strides, capacity));
            }
            finally
            {
                Release();
            }
        }
    }
}
