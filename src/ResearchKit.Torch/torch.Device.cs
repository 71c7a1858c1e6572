using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Main memory.</summary>
    public static Device CPU { get; } = new(DeviceType.CPU);

    /// <summary>The current NVIDIA GPU.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>The device without storage.</summary>
    public static Device META { get; } = new(DeviceType.META);

    /// <summary>Makes a device from text such as <c>"cpu"</c> or <c>"cuda:0"</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>Makes a device from the name of its type and an index, -1 for the current one.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Makes a device from its type and an index, -1 for the current one.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Makes the CUDA device of the given index.</summary>
    public static Device device(int index) => new(DeviceType.CUDA, index);

    /// <summary>Where a tensor's elements are: a type of device and its index.</summary>
    public class Device
    {
        /// <summary>Reads text such as <c>"cpu"</c> or <c>"cuda:0"</c>.</summary>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = ParseType(parts[0]);
            if (parts.Length > 2 || (parts.Length == 2 && !TryIndex(parts[1], out _)))
            {
                throw new ArgumentException($"'{description}' is not a device; expected a type such as 'cpu' or 'cuda', or a type and an index such as 'cuda:0'.", nameof(description));
            }

            if (parts.Length == 2)
            {
                _ = TryIndex(parts[1], out var number);
                index = number;
            }
        }

        /// <summary>Makes a device from the name of its type and an index, -1 for the current one.</summary>
        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType), index)
        {
        }

        /// <summary>Makes a device from its type and an index, -1 for the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            if (!Enum.IsDefined(deviceType))
            {
                throw new ArgumentOutOfRangeException(nameof(deviceType), deviceType, $"There is no type of device with the number {(int)deviceType}.");
            }

            ArgumentOutOfRangeException.ThrowIfLessThan(index, -1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, sbyte.MaxValue);
            type = deviceType;
            this.index = index;
        }

        /// <summary>Makes the CUDA device of the given index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>The number among devices of this kind, or -1 for the current one.</summary>
        public int index { get; } = -1;

        /// <summary>Reads text such as <c>"cpu"</c> or <c>"cuda:0"</c>.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc/>
        public override string ToString()
        {
#pragma warning disable CA1308 // libtorch writes device names in lower case
            var name = type.ToString().ToLowerInvariant();
#pragma warning restore CA1308
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        private static bool TryIndex(string text, out int index) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index <= sbyte.MaxValue;

        private static DeviceType ParseType(string name)
        {
            ArgumentNullException.ThrowIfNull(name);
            return Enum.TryParse<DeviceType>(name.Trim(), ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsDigit(name.Trim()[0])
                ? type
                : throw new ArgumentException($"'{name}' is not a device type; expected one of {string.Join(", ", Enum.GetNames<DeviceType>())} in any case.", nameof(name));
        }
    }
}
