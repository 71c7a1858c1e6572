using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Scopes;

/// <summary>The counts of one thread; every test runs on a thread of its own, where all counts start at zero.</summary>
public class ThreadDisposeScopeStatisticsTests
{
    [Fact]
    public void Should_Count_Where_Tensors_Are_Made_When_A_Scope_Opens_And_Ends() => OnThread(statistics =>
    {
        using var outside = ones(1);
        using (NewDisposeScope())
        {
            _ = ones(1);
            _ = ones(1);

            Assert.Equal(1, statistics.CreatedOutsideScopeCount);
            Assert.Equal(2, statistics.CreatedInScopeCount);
            Assert.Equal(0, statistics.DisposedInScopeCount);
            Assert.Equal(2, statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    });

    [Fact]
    public void Should_Count_A_Disposal_Once_When_The_Caller_Disposes_Within_The_Scope() => OnThread(statistics =>
    {
        using (NewDisposeScope())
        {
            var tensor = ones(1);
            tensor.Dispose();
            Assert.Equal(1, statistics.DisposedInScopeCount);
        }

        Assert.Equal(1, statistics.DisposedInScopeCount);
    });

    [Fact]
    public void Should_Count_A_Detachment_When_A_Tensor_Leaves_All_Scopes() => OnThread(statistics =>
    {
        Tensor detached, moved;
        using (var scope = NewDisposeScope())
        {
            detached = scope.Detach(ones(1));
            moved = ones(1).MoveToOuterDisposeScope();
        }

        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(2, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
        detached.Dispose();
        moved.Dispose();
    });

    [Fact]
    public void Should_Count_Nothing_Twice_When_A_Tensor_Moves_Between_Scopes() => OnThread(statistics =>
    {
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                _ = ones(1).MoveToOuterDisposeScope();
            }

            Assert.Equal(0, statistics.DetachedFromScopeCount);
            Assert.Equal(1, statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(1, statistics.DisposedInScopeCount);
    });

    [Fact]
    public void Should_Start_From_Zero_When_Reset() => OnThread(statistics =>
    {
        using (NewDisposeScope())
        {
            _ = ones(1);
            ones(1).DetachFromDisposeScope().Dispose();
        }

        ones(1).Dispose();
        statistics.Reset();

        Assert.Equal(0, statistics.CreatedOutsideScopeCount);
        Assert.Equal(0, statistics.CreatedInScopeCount);
        Assert.Equal(0, statistics.DisposedInScopeCount);
        Assert.Equal(0, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    });

    [Fact]
    public void Should_Show_One_Threads_Counts_When_Another_Makes_Tensors() => OnThread(statistics =>
    {
        OnThread(other =>
        {
            ones(1).Dispose();
            Assert.Equal(1, other.CreatedOutsideScopeCount);
        });

        Assert.Equal(0, statistics.CreatedOutsideScopeCount);
    });

    private static void OnThread(Action<ThreadDisposeScopeStatistics> test)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                test(DisposeScopeManager.Statistics);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
