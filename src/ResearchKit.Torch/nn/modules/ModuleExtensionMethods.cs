using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves of a whole module to an element type or a device; each returns the module itself.</summary>
/// <remarks>The parameter and buffer objects stay the same and get new contents, so an optimiser made before the move keeps working.</remarks>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating-point parameters and buffers.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="type">A floating-point element type.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => (T)module._to(type, non_blocking);

    /// <summary>Moves the parameters and buffers, and converts the floating-point ones.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The target device.</param>
    /// <param name="type">A floating-point element type.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => (T)module._to(device, type, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceType">The kind of device.</param>
    /// <param name="deviceIndex">Which device of that kind, or -1.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The target device.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => (T)module._to(device.type, device.index, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The target device as text, for example <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : nn.Module => module.to(new Device(device), non_blocking);

    /// <summary>Moves and converts the parameters and buffers to the device and the element type of a tensor.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="other">The tensor to follow.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false)
        where T : nn.Module => (T)module._to(other.device, other.dtype, non_blocking);

    /// <summary>Moves the parameters and buffers to main memory.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : nn.Module => (T)module._to(DeviceType.CPU, -1, non_blocking);

    /// <summary>Moves the parameters and buffers to a CUDA device.</summary>
    /// <typeparam name="T">Type of the module.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceIndex">Which device, or -1 for the current one.</param>
    /// <param name="non_blocking">Whether copies between devices may run asynchronously.</param>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => (T)module._to(DeviceType.CUDA, deviceIndex, non_blocking);
}
