using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs;

/// <summary>Small random labelled graphs and random costs, directed or not, with loops.</summary>
internal static class RandomPairs
{
    public static (Graph Source, Graph Target, IEditCosts Costs) Make(int trial, int largest)
    {
        var random = new Seed(71).For("pair", trial).ToRandom();
        var isDirected = random.Next(3) == 0;
        return (MakeGraph(random, largest, isDirected), MakeGraph(random, largest, isDirected), MakeCosts(random));
    }

    private static Graph MakeGraph(Random random, int largest, bool isDirected)
    {
        var nodes = random.Next(largest + 1);
        var (nodeLabels, edgeLabels) = (random.Next(1, 4), random.Next(1, 4));
        var probability = random.NextDouble();
        var edges = new List<LabelledEdge>();
        for (var i = 0; i < nodes; i++)
        {
            for (var j = isDirected ? 0 : i; j < nodes; j++)
            {
                if (random.NextDouble() < (i == j ? 0.1 : probability))
                {
                    edges.Add(new LabelledEdge(i, j, GraphLabel.Of("xyz"[random.Next(edgeLabels)].ToString())));
                }
            }
        }

        return new Graph(Enumerable.Range(0, nodes).Select(_ => GraphLabel.Of("abc"[random.Next(nodeLabels)].ToString())).ToArray(), edges, isDirected);
    }

    private static IEditCosts MakeCosts(Random random)
    {
        var kind = random.Next(4);
        if (kind == 0)
        {
            return EditCosts.Create(random.Next(4), random.Next(4), random.Next(4), random.Next(4), random.Next(4), random.Next(4));
        }

        if (kind == 1)
        {
            return EditCosts.Create(3 * random.NextDouble(), 3 * random.NextDouble(), 3 * random.NextDouble(), 3 * random.NextDouble(), 3 * random.NextDouble(), 3 * random.NextDouble());
        }

        // A table for each operation: no law holds but that costs are not negative.
        double[] values = [.. Enumerable.Range(0, 64).Select(_ => kind == 2 ? random.Next(5) : 2 * random.NextDouble())];
        double Of(int place, GraphLabel label) => values[place + (label.ToString()[0] % 4)];
        double Between(int place, GraphLabel from, GraphLabel to) => values[place + (4 * (from.ToString()[0] % 4)) + (to.ToString()[0] % 4)];
        return new FunctionEditCosts
        {
            NodeDeletion = label => Of(0, label),
            NodeInsertion = label => Of(4, label),
            EdgeDeletion = label => Of(8, label),
            EdgeInsertion = label => Of(12, label),
            NodeSubstitution = (from, to) => Between(16, from, to),
            EdgeSubstitution = (from, to) => Between(32, from, to),
        };
    }
}
