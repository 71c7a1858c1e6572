namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something with the two decay rates of Adam.</summary>
        public interface IBetas
        {
            /// <summary>Decay rates of the first and the second moment.</summary>
            (double, double) Betas { get; set; }
        }
    }
}
