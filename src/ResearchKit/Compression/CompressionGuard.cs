using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Checks of matrices and sizes, with the throws out of line.</summary>
internal static class CompressionGuard
{
    /// <summary>Refuses what is not a floating-point matrix of finite numbers.</summary>
    public static void RequireMatrix(Tensor weight, string parameter)
    {
        ArgumentNullException.ThrowIfNull(weight, parameter);
        if (weight.shape.Length != 2 || weight.numel() == 0 || !weight.is_floating_point())
        {
            throw new ArgumentException($"the weight is {weight.dtype} {Shape(weight)}; expected a floating-point matrix (outputs, inputs)", parameter);
        }

        RequireFinite(weight, parameter);
    }

    /// <summary>Refuses NaN and infinity.</summary>
    public static void RequireFinite(Tensor tensor, string parameter)
    {
        using var finite = tensor.detach().isfinite();
        using var all = finite.all();
        if (!all.item<bool>())
        {
            throw new ArgumentException($"a tensor of shape {Shape(tensor)} has an element that is NaN or infinite", parameter);
        }
    }

    /// <summary>Refuses a rank outside 1 to the smaller side.</summary>
    public static void RequireRank(Tensor weight, int rank)
    {
        var most = Math.Min(weight.shape[0], weight.shape[1]);
        if (rank < 1 || rank > most)
        {
            throw new ArgumentException($"rank {rank} was asked for; a matrix of shape {Shape(weight)} allows 1 to {most}", nameof(rank));
        }
    }

    /// <summary>Refuses a statistic that is not one number for each input of the weight.</summary>
    public static void RequireInputs(Tensor weight, Tensor statistic, string parameter)
    {
        ArgumentNullException.ThrowIfNull(statistic, parameter);
        if (statistic.shape.Length != 1 || statistic.shape[0] != weight.shape[1])
        {
            throw new ArgumentException($"there are statistics of shape {Shape(statistic)} for a weight of shape {Shape(weight)}; expected [{weight.shape[1]}], one for each input", parameter);
        }
    }

    /// <summary>Refuses a share outside 0 to 1.</summary>
    public static void RequireShare(double share, string parameter)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(parameter, share, "expected a share from 0 to 1");
        }
    }

    public static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    /// <summary>The type to compute in: the tensor's own, or float32 for half precision.</summary>
    public static ScalarType Working(Tensor tensor) => tensor.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
}
