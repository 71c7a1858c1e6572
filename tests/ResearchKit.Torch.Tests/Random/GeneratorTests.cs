using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.RandomNumbers;

public class GeneratorTests
{
    private const long Seed = 31;

    [Fact]
    public void Should_Repeat_Its_Numbers_When_Started_At_The_Same_Seed()
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(7);
        using var second = new Generator(7);
        using var other = new Generator(8);
        var numbers = Values(rand(5, generator: first));

        Assert.Equal(numbers, Values(rand(5, generator: second)));
        Assert.NotEqual(numbers, Values(rand(5, generator: other)));
        Assert.NotEqual(numbers, Values(rand(5, generator: first)));
    }

    [Fact]
    public void Should_Start_Again_When_Seeded()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var numbers = Values(rand(5, generator: generator));

        Assert.Same(generator, generator.manual_seed(7));
        Assert.Equal(numbers, Values(rand(5, generator: generator)));
    }

    [Fact]
    public void Should_Tell_Its_Seed_When_Seeded_In_Any_Way()
    {
        using var generator = new Generator(7);
        Assert.Equal(7, generator.initial_seed());

        generator.manual_seed(11);
        Assert.Equal(11, generator.initial_seed());

        var drawn = generator.seed();
        Assert.Equal(drawn, generator.initial_seed());
    }

    [Fact]
    public void Should_Continue_Where_It_Was_When_A_State_Is_Set()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        _ = rand(17, generator: generator);
        var state = generator.get_state();
        var next = Values(randn(40, generator: generator));
        using var other = new Generator(99);
        other.set_state(state);

        Assert.Equal(ScalarType.Byte, state.dtype);
        Assert.Equal(next, Values(randn(40, generator: other)));
        generator.set_state(state);
        Assert.Equal(next, Values(randn(40, generator: generator)));
    }

    [Fact]
    public void Should_Leave_The_Default_Stream_Alone_When_It_Draws()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        manual_seed(Seed);
        var undisturbed = Values(rand(6));
        manual_seed(Seed);
        var first = Values(rand(3));
        _ = rand(100, generator: generator);
        var second = Values(rand(3));

        Assert.Equal(undisturbed, first.Concat(second));
    }

    [Fact]
    public void Should_Draw_The_Same_As_The_Default_Stream_When_Seeds_Agree()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)Seed);
        manual_seed(Seed);

        Assert.Equal(Values(randn(50)), Values(randn(50, generator: generator)));
        Assert.Equal(Values(rand(3, 4)), Values(rand(3, 4, generator: generator)));
    }

    [Fact]
    public void Should_Be_The_Default_Stream_When_Asked_For_It()
    {
        using var scope = NewDisposeScope();
        using var seeded = manual_seed(Seed);
        using var standard = Generator.Default;
        var numbers = Values(rand(4, generator: standard));
        manual_seed(Seed);

        Assert.Equal(numbers, Values(rand(4)));
        Assert.Equal(Seed, initial_seed());
        Assert.Equal(Seed, standard.initial_seed());
        Assert.Equal(Seed, seeded.initial_seed());
    }

    [Fact]
    public void Should_Continue_The_Default_Stream_When_Its_State_Is_Restored()
    {
        using var scope = NewDisposeScope();
        manual_seed(Seed);
        _ = randn(5);
        var state = get_rng_state();
        var next = Values(rand(10));
        manual_seed(1);
        set_rng_state(state);

        Assert.Equal(next, Values(rand(10)));
        torch.random.set_rng_state(state);
        Assert.Equal(next, Values(rand(10)));
        Assert.Equal(Values(state.to_type(ScalarType.Float32)).Length, torch.random.get_rng_state().numel());
    }

    [Fact]
    public void Should_Be_On_The_CPU_When_No_Device_Is_Named()
    {
        using var generator = new Generator();
        using var named = new Generator(1, CPU);

        Assert.Equal(DeviceType.CPU, generator.device.type);
        Assert.Equal(DeviceType.CPU, named.device.type);
        Assert.Equal(0, generator.initial_seed());
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Refuse_Every_Call_When_Disposed()
    {
        var generator = new Generator(1);
        generator.Dispose();
        generator.Dispose();

        Assert.Throws<ObjectDisposedException>(() => generator.Handle);
        Assert.Throws<ObjectDisposedException>(() => generator.manual_seed(1));
        Assert.Throws<ObjectDisposedException>(() => generator.get_state());
        Assert.Throws<ObjectDisposedException>(() => generator.initial_seed());
        Assert.Throws<ObjectDisposedException>(() => rand(1, generator: generator));
    }

    [Fact]
    public void Should_Refuse_A_State_When_It_Is_Not_One()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var numbers = Values(rand(3, generator: generator.manual_seed(1)));
        generator.manual_seed(1);

        Assert.Throws<ArgumentNullException>(() => generator.set_state(null!));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => generator.set_state(zeros(4, dtype: ScalarType.Byte)));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => generator.set_state(zeros(5056)));
        Assert.Equal(numbers, Values(rand(3, generator: generator)));
    }

    [Fact]
    public void Should_Take_The_Whole_Range_When_A_Seed_Is_Negative_Or_Huge()
    {
        using var scope = NewDisposeScope();
        using var huge = new Generator(ulong.MaxValue);
        using var negative = new Generator();
        negative.manual_seed(-1);

        Assert.Equal(-1, huge.initial_seed());
        Assert.Equal(Values(rand(3, generator: huge)), Values(rand(3, generator: negative)));
    }
#endif

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
