#if TORCH_PROVIDER_LIBTORCH
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Fuzz;

/// <summary>Draws arguments of any type that the tensor API takes, most of them wrong for the call at hand.</summary>
internal sealed class RandomArguments(Random random)
{
    private static readonly ScalarType[] Types = Enum.GetValues<ScalarType>();
    private static readonly long[] Sizes = [0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 16, 17];
    private static readonly long[] Numbers = [0, 1, 2, 3, 4, 5, 8, -1, -2, -3, 100, 1L << 33, 1L << 40, -(1L << 40), long.MaxValue, long.MinValue, int.MaxValue, int.MinValue];
    private static readonly double[] Reals = [0, 1, -1, 0.5, 2, 1e-8, 1e30, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly double[] Fills = [0, 1e30, double.NaN, double.NegativeInfinity];
    private static readonly string[] Texts = ["", "ij,jk->ik", "ii->i", "i,j", "->", "...ij->...ji", "fro", "nuc", "cpu", "cuda:0", "meta", "ij", "xy", "L", "\0\uFFFF", "ab,bc,cd->ad"];

    /// <summary>Draws a value for a parameter.</summary>
    /// <param name="type">The parameter's type.</param>
    /// <param name="nullable">Whether null may be passed.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the type is not one that the fuzzer can make.</returns>
    public bool TryDraw(Type type, bool nullable, out object? value)
    {
        if (nullable && random.Next(4) == 0)
        {
            value = null;
            return true;
        }

        value = Draw(Nullable.GetUnderlyingType(type) ?? type);
        return value is not null;
    }

    /// <summary>Draws a tensor of a random shape, type and layout; now and then a disposed one.</summary>
    /// <returns>The tensor.</returns>
    public Tensor Tensor()
    {
        var type = random.Next(3) > 0 ? ScalarType.Float32 : Types[random.Next(Types.Length)];
        var shape = Shape();
        var tensor = is_floating_point(type) || is_complex(type)
            ? randn(shape, dtype: type == ScalarType.BFloat16 || type == ScalarType.Float16 ? ScalarType.Float32 : type)
            : randint(0, type == ScalarType.Bool ? 2 : 8, shape, dtype: type);
        tensor = random.Next(12) switch
        {
            0 when tensor.ndim > 1 => tensor.transpose(0, -1),
            1 when tensor.ndim > 0 => tensor.unsqueeze(0).expand([random.Next(1, 4), .. tensor.shape]),
            2 when tensor.is_floating_point() => tensor.requires_grad_(),
            3 => tensor.mul(type is ScalarType.Bool ? 1 : -1),
            4 when tensor.is_floating_point() => tensor.fill_(Fills[random.Next(Fills.Length)]),
            5 when tensor.dtype == ScalarType.Int64 => tensor.fill_(Numbers[random.Next(Numbers.Length)]),
            6 when type is ScalarType.Float16 or ScalarType.BFloat16 => tensor.to_type(type),
            7 when tensor.ndim > 0 => tensor.flip(0),
            _ => tensor,
        };
        if (random.Next(25) == 0)
        {
            tensor.Dispose();
        }

        return tensor;
    }

    private object? Draw(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return random.Next(8) == 0 ? Enum.ToObject(type, random.Next(-2, 40)) : values.GetValue(random.Next(values.Length));
        }

        return type switch
        {
            _ when type == typeof(Tensor) => Tensor(),
            _ when type == typeof(Scalar) => Number(),
            _ when type == typeof(long) => Long(),
            _ when type == typeof(int) => (int)Math.Clamp(Long(), int.MinValue, int.MaxValue),
            _ when type == typeof(double) => Reals[random.Next(Reals.Length)],
            _ when type == typeof(float) => (float)Reals[random.Next(Reals.Length)],
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(char) => "LUx"[random.Next(3)],
            _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
            _ when type == typeof(long[]) => random.Next(3) == 0 ? Shape() : Array.ConvertAll(Shape(), _ => Long()),
            _ when type == typeof(Size) => new Size(Shape()),
            _ when type == typeof(Tensor[]) || type == typeof(IList<Tensor>) || type == typeof(IEnumerable<Tensor>) => Tensors(),
            _ when type == typeof(TensorIndex[]) => Places(),
            _ when type == typeof(Device) => new Device(random.Next(6) == 0 ? DeviceType.CUDA : random.Next(6) == 0 ? DeviceType.META : DeviceType.CPU),
            _ when type == typeof(Generator) => new Generator((ulong)random.Next()),
            _ when type == typeof((long, long)) => (Long(), Long()),
            _ when type == typeof((long, long, long)) => (Long(), Long(), Long()),
            _ => null,
        };
    }

    private long Long() => random.Next(3) > 0 ? random.Next(-3, 6) : Numbers[random.Next(Numbers.Length)];

    private long[] Shape()
    {
        var shape = new long[random.Next(6)];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = Sizes[random.Next(Sizes.Length - (shape.Length > 3 ? 2 : 0))];
        }

        return shape;
    }

    private Tensor[] Tensors()
    {
        var tensors = new Tensor[random.Next(5)];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = random.Next(20) == 0 ? null! : Tensor();
        }

        return tensors;
    }

    private Scalar Number() => random.Next(4) switch
    {
        0 => Reals[random.Next(Reals.Length)],
        1 => random.Next(2) == 0,
        _ => Long(),
    };

    private TensorIndex[] Places()
    {
        var places = new TensorIndex[random.Next(5)];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = random.Next(7) switch
            {
                0 => TensorIndex.Ellipsis,
                1 => TensorIndex.None,
                2 => TensorIndex.Bool(random.Next(2) == 0),
                3 => TensorIndex.Tensor(Tensor()),
                4 => TensorIndex.Slice(Long(), Long(), Long()),
                5 => TensorIndex.Slice(),
                _ => Long(),
            };
        }

        return places;
    }
}
#endif
