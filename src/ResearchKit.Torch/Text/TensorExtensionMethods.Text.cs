using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>The tensor as text, in the style of <see cref="torch.TensorStringStyle"/> unless another is given.</summary>
    public static string str(this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = "\n", CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        Given(tensor).ToString(style, fltFormat, width, cultureInfo, newLine);

    /// <summary>The tensor's shape, type and device, then its elements in aligned columns.</summary>
    public static string jlstr(this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = "\n", CultureInfo? cultureInfo = null) =>
        Given(tensor).ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    /// <summary>The tensor's shape, type and device.</summary>
    public static string metastr(this Tensor tensor) => Given(tensor).ToString(TensorStringStyle.Metadata);
}
