using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator _setData = new("aten::set_data");

        /// <summary>Makes this object stand for other contents, of any element type or device; its gradient is unaffected.</summary>
        /// <param name="contents">The new contents, which are shared.</param>
        internal void SetContents(Tensor contents) => _setData.Run(this, contents);
    }
}
