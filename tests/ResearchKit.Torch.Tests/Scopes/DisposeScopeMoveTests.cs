using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Scopes;

/// <summary>Tensors that leave a scope alive: to the one around it, to another, or to none.</summary>
public class DisposeScopeMoveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Should_Outlive_The_Scope_When_Tensors_Are_Moved_Outwards(int count)
    {
        using var outer = NewDisposeScope();
        Tensor[] tensors;
        using (var inner = NewDisposeScope())
        {
            tensors = [.. Enumerable.Range(0, count).Select(_ => ones(1))];
            switch (count)
            {
                case 1:
                    Assert.Same(tensors[0], inner.MoveToOuter(tensors[0]));
                    break;
                case 2:
                    Assert.Equal((tensors[0], tensors[1]), inner.MoveToOuter(tensors[0], tensors[1]));
                    break;
                case 3:
                    Assert.Equal((tensors[0], tensors[1], tensors[2]), inner.MoveToOuter(tensors[0], tensors[1], tensors[2]));
                    break;
                case 4:
                    inner.MoveToOuter(tensors.ToArray<IDisposable>());
                    break;
                default:
                    inner.MoveToOuter((IEnumerable<IDisposable>)tensors);
                    break;
            }

            Assert.Equal(0, inner.DisposablesCount);
        }

        Assert.All(tensors, tensor => Assert.False(tensor.IsInvalid));
        Assert.All(tensors, tensor => Assert.True(outer.Contains(tensor)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Should_Belong_To_No_Scope_When_Tensors_Are_Detached(int count)
    {
        Tensor[] tensors;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                tensors = [.. Enumerable.Range(0, count).Select(_ => ones(1))];
                switch (count)
                {
                    case 1:
                        Assert.Same(tensors[0], inner.Detach(tensors[0]));
                        break;
                    case 2:
                        Assert.Equal((tensors[0], tensors[1]), inner.Detach(tensors[0], tensors[1]));
                        break;
                    case 3:
                        Assert.Equal((tensors[0], tensors[1], tensors[2]), inner.Detach(tensors[0], tensors[1], tensors[2]));
                        break;
                    case 4:
                        inner.Detach(tensors.ToArray<IDisposable>());
                        break;
                    default:
                        inner.Detach((IEnumerable<IDisposable>)tensors);
                        break;
                }
            }

            Assert.Equal(0, outer.DisposablesCount);
        }

        Assert.All(tensors, tensor => Assert.False(tensor.IsInvalid));
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }
    }

    [Fact]
    public void Should_Rise_One_Scope_A_Time_When_A_Tensor_Moves_Itself_Outwards()
    {
        Tensor tensor;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                tensor = ones(1);
                Assert.Same(tensor, tensor.MoveToOuterDisposeScope());
            }

            Assert.True(outer.Contains(tensor));
            tensor.MoveToOuterDisposeScope();
            Assert.False(outer.Contains(tensor));
            Assert.Same(tensor, tensor.MoveToOuterDisposeScope());
        }

        Assert.False(tensor.IsInvalid);
        tensor.Dispose();
    }

    [Fact]
    public void Should_Leave_All_Scopes_When_A_Tensor_Detaches_Itself()
    {
        Tensor tensor;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                tensor = ones(1);
                Assert.Same(tensor, tensor.DetachFromDisposeScope());
                Assert.Same(tensor, tensor.DetachFromDisposeScope());
            }

            Assert.False(outer.Contains(tensor));
        }

        Assert.False(tensor.IsInvalid);
        tensor.Dispose();
    }

    [Fact]
    public void Should_Stay_Where_It_Is_When_The_Scope_Does_Not_Hold_The_Tensor()
    {
        using var outer = NewDisposeScope();
        var tensor = ones(1);
        using (var inner = NewDisposeScope())
        {
            Assert.Same(tensor, inner.Detach(tensor));
            Assert.Same(tensor, inner.MoveToOuter(tensor));
        }

        Assert.True(outer.Contains(tensor));
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Belong_To_The_Given_Scope_When_Moved_Across()
    {
        using var first = NewDisposeScope();
        using var second = NewDisposeScope();
        using var third = NewDisposeScope();
        var (one, two, free) = (ones(1), ones(1), ones(1));

        Assert.Same(one, third.MoveToOther(first, one));
        third.MoveToOther(second, [two]);
        third.MoveToOther(null, free);

        Assert.True(first.Contains(one));
        Assert.True(second.Contains(two));
        Assert.Equal(0, third.DisposablesCount);
        second.Dispose();
        Assert.True(two.IsInvalid);
        Assert.False(one.IsInvalid);
        one.Dispose();
        Assert.Equal(0, first.DisposablesCount);
        free.Dispose();
    }

    [Fact]
    public void Should_Refuse_Null_When_A_List_Is_Moved()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentNullException>(() => scope.MoveToOuter((IEnumerable<IDisposable>)null!));
        Assert.Throws<ArgumentNullException>(() => scope.Detach((IEnumerable<IDisposable>)null!));
        Assert.Throws<ArgumentNullException>(() => scope.MoveToOther(null, (IEnumerable<IDisposable>)null!));
    }
#endif
}
