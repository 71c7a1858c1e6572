using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Scopes;

public class DisposeScopeTests
{
    [Fact]
    public void Should_Dispose_Every_Tensor_When_The_Scope_Ends()
    {
        Tensor made, derived;
        using (NewDisposeScope())
        {
            made = ones(2);
            derived = made + 1;
        }

        Assert.True(made.IsInvalid);
        Assert.True(derived.IsInvalid);
    }

    [Fact]
    public void Should_Leave_Earlier_Tensors_Alone_When_The_Scope_Ends()
    {
        using var before = ones(2);
        using (NewDisposeScope())
        {
            _ = before + 1;
        }

        Assert.False(before.IsInvalid);
    }

    [Fact]
    public void Should_Hold_A_Tensor_In_The_Innermost_Scope_When_Scopes_Nest()
    {
        using var outer = NewDisposeScope();
        var early = ones(1);
        Tensor inside;
        using (var inner = NewDisposeScope())
        {
            inside = ones(1);

            Assert.True(inner.Contains(inside));
            Assert.False(inner.Contains(early));
            Assert.False(outer.Contains(inside));
        }

        var late = ones(1);

        Assert.True(inside.IsInvalid);
        Assert.False(early.IsInvalid);
        Assert.True(outer.Contains(early));
        Assert.True(outer.Contains(late));
    }

    [Fact]
    public void Should_Show_What_It_Holds_As_A_Copy_When_More_Is_Made()
    {
        using var scope = NewDisposeScope();
        var first = ones(1);
        var view = scope.DisposablesView;
        _ = ones(1);

        Assert.Equal([first], view);
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Should_Forget_A_Tensor_When_The_Caller_Disposes_It()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(1);
        tensor.Dispose();

        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(scope.Contains(tensor));
    }

    [Fact]
    public void Should_Stay_Open_When_Everything_Is_Disposed()
    {
        using var scope = NewDisposeScope();
        var first = ones(1);
        scope.DisposeEverything();
        var second = ones(1);

        Assert.True(first.IsInvalid);
        Assert.False(second.IsInvalid);
        Assert.True(scope.Contains(second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Should_Keep_The_Given_Tensors_When_All_Others_Are_Disposed(int kept)
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 5).Select(_ => ones(1)).ToArray();
        switch (kept)
        {
            case 1:
                Assert.Same(tensors[0], scope.DisposeEverythingBut(tensors[0]));
                break;
            case 2:
                Assert.Equal((tensors[0], tensors[1]), scope.DisposeEverythingBut(tensors[0], tensors[1]));
                break;
            case 3:
                Assert.Equal((tensors[0], tensors[1], tensors[2]), scope.DisposeEverythingBut(tensors[0], tensors[1], tensors[2]));
                break;
            default:
                scope.DisposeEverythingBut(tensors.Take(kept));
                break;
        }

        Assert.Equal(kept, scope.DisposablesCount);
        Assert.All(tensors[..kept], tensor => Assert.False(tensor.IsInvalid));
        Assert.All(tensors[kept..], tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Should_Keep_An_Array_Of_Disposables_When_All_Others_Are_Disposed()
    {
        using var scope = NewDisposeScope();
        IDisposable[] keep = [ones(1), ones(1)];
        var other = ones(1);
        scope.DisposeEverythingBut(keep);

        Assert.Equal(2, scope.DisposablesCount);
        Assert.True(other.IsInvalid);
    }

    [Fact]
    public void Should_Return_The_Result_Alone_When_An_Expression_Is_Wrapped()
    {
        using var outer = NewDisposeScope();
        Tensor? between = null;
        var result = WrappedTensorDisposeScope(() =>
        {
            between = ones(3);
            return between * 2;
        });

        Assert.True(between!.IsInvalid);
        Assert.Equal(6, result.sum().item<float>());
        Assert.True(outer.Contains(result));
    }

    [Fact]
    public void Should_Restore_The_Outer_Scope_When_An_Exception_Leaves_The_Inner_One()
    {
        using var outer = NewDisposeScope();
        Tensor? inside = null;
        try
        {
            using var inner = NewDisposeScope();
            inside = ones(1);
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            // The scope ends on the way out.
        }

        var after = ones(1);

        Assert.True(inside!.IsInvalid);
        Assert.True(outer.Contains(after));
    }

    [Fact]
    public void Should_Hold_No_Tensor_Of_Another_Thread_When_Scopes_Are_Open()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Do_Nothing_When_It_Is_Ended_Twice()
    {
        using var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        inner.Dispose();
        inner.Dispose();
        var tensor = ones(1);

        Assert.True(outer.Contains(tensor));
    }

    [Fact]
    public void Should_Keep_The_Inner_Scope_Open_When_The_Outer_One_Ends_First()
    {
        using var outermost = NewDisposeScope();
        var outer = NewDisposeScope();
        var held = ones(1);
        var inner = NewDisposeScope();
        var inside = ones(1);
        outer.Dispose();
        var later = ones(1);
        inner.MoveToOuter(inside);
        inner.Dispose();

        Assert.True(held.IsInvalid);
        Assert.True(later.IsInvalid);
        Assert.False(inside.IsInvalid);
        Assert.True(outermost.Contains(inside));
    }

    [Fact]
    public async Task Should_End_Its_Tensors_When_The_Scope_Is_Closed_On_Another_Thread()
    {
        var scope = NewDisposeScope();
        var tensor = ones(1);
        await Task.Run(scope.Dispose, TestContext.Current.CancellationToken);

        Assert.True(tensor.IsInvalid);
    }

    [Fact]
    public void Should_Refuse_Null_When_Objects_To_Keep_Are_Given()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentNullException>(() => scope.DisposeEverythingBut((IEnumerable<IDisposable>)null!));
        Assert.Throws<ArgumentNullException>(() => WrappedTensorDisposeScope(null!));
    }
#endif
}
