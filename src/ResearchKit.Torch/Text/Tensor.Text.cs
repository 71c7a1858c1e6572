using System.Collections;
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device, for example <c>[2x3], type = Float32, device = cpu</c>.</summary>
        public override string ToString() => IsInvalid ? "(disposed tensor)" : TensorText.Metadata(this);

        /// <summary>The elements in the style of <see cref="torch.TensorStringStyle"/>, or shape, type and device alone.</summary>
        /// <param name="disamb">Whether to write the elements.</param>
        /// <param name="fltFormat">The .NET format of real numbers; "g5" when null.</param>
        /// <param name="width">The characters in a line; 100 when null.</param>
        /// <param name="cultureInfo">How numbers are written; as the thread does when null.</param>
        /// <param name="newLine">What ends a line; the system's when null.</param>
        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            ToString(disamb ? torch.TensorStringStyle : TensorStringStyle.Metadata, fltFormat, width, cultureInfo, newLine);

        /// <summary>The tensor as text.</summary>
        /// <param name="style">The style.</param>
        /// <param name="fltFormat">The .NET format of real numbers; "g5" when null.</param>
        /// <param name="width">The characters in a line; 100 when null.</param>
        /// <param name="cultureInfo">How numbers are written; as the thread does when null.</param>
        /// <param name="newLine">What ends a line; the system's when null.</param>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            var chosen = style == TensorStringStyle.Default ? torch.TensorStringStyle : style;
            if (chosen == TensorStringStyle.Metadata || is_meta)
            {
                return TensorText.Metadata(this);
            }

            using var text = new TensorText(this, fltFormat ?? "g5", width ?? 100, cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? Environment.NewLine);
            return chosen switch
            {
                TensorStringStyle.Julia => text.Columns(),
                TensorStringStyle.Numpy => text.Brackets(),
                _ => throw new ArgumentOutOfRangeException(nameof(style), style, "The style must be Metadata, Julia, Numpy or Default."),
            };
        }

        /// <summary>The elements in nested lists of scalars; a scalar for a tensor without axes.</summary>
        public object tolist()
        {
            if (Dimensions == 0)
            {
                return ToScalar();
            }

            var list = new ArrayList();
            foreach (var slice in unbind())
            {
                using (slice)
                {
                    list.Add(slice.tolist());
                }
            }

            return list;
        }
    }
}
