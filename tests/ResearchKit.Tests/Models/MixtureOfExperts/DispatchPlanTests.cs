using ResearchKit.Models.MixtureOfExperts;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class DispatchPlanTests
{
    [Fact]
    public void Should_Give_Every_Assignment_A_Place_Of_Its_Own_When_Nothing_Is_Dropped()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            var (experts, choices) = (random.Next(1, 6), random.Next(1, 4));
            var chosen = Enumerable.Range(0, choices * random.Next(0, 20)).Select(_ => (long)random.Next(experts)).ToArray();
            var plan = DispatchPlan.Make(chosen, experts, choices);
            Assert.Equal(0, plan.Dropped);
            Assert.Equal(chosen.Length, plan.SlotOfAssignment.Distinct().Count());
            Assert.All(chosen.Select((e, a) => (e, a)), x =>
            {
                Assert.Equal(x.e, plan.SlotOfAssignment[x.a] / plan.Rows);
                Assert.Equal(x.a / choices, plan.TokenOfSlot[(int)plan.SlotOfAssignment[x.a]]);
            });
        }
    }

    [Fact]
    public void Should_Drop_The_Last_Of_Each_Group_When_An_Expert_Is_Full()
    {
        var plan = DispatchPlan.Make([0, 0, 1, 0, 0, 0], 2, capacity: 1, groupTokens: 3);
        Assert.Equal(3, plan.Dropped);
        Assert.Equal([0L, 4, 2, 1, 4, 4], plan.SlotOfAssignment);
        Assert.Equal([0L, 3, 2, 6], plan.TokenOfSlot);
    }

    [Fact]
    public void Should_Refuse_Assignments_When_They_Are_Out_Of_Range()
    {
        Assert.Throws<ArgumentException>(() => DispatchPlan.Make([0, 2], 2));
        Assert.Throws<ArgumentException>(() => DispatchPlan.Make([0, -1], 2));
        Assert.Throws<ArgumentException>(() => DispatchPlan.Make([0, 1, 1], 2, choices: 2));
    }
}
