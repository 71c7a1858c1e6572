using ResearchKit.Graphs;

namespace ResearchKit.Display;

/// <summary>Places for the nodes of a graph so that distances in the picture resemble distances in the graph.</summary>
/// <remarks>
/// Stress majorisation from a circle: the same graph always gets the same picture. Time O(n³) once and O(n²) a round.
/// Reference: E. R. Gansner, Y. Koren and S. North, "Graph drawing by stress majorization", GD 2004.
/// </remarks>
internal static class GraphPlaces
{
    private const int Rounds = 150;

    /// <summary>Nodes of a small graph are drawn with a diameter of 0.31 in the box from −1 to 1.</summary>
    private const double SmallestDistance = 0.38;

    /// <summary>Times 1/√n: what fits where there are more nodes.</summary>
    private const double CrowdedDistance = 1.2;

    /// <summary>Nodes above which the circle stays as it is.</summary>
    private const int LargestGraph = 200;

    /// <summary>The places of all nodes, in a box from −1 to 1.</summary>
    public static (double X, double Y)[] Of(Graph graph)
    {
        var n = graph.NodeCount;
        var places = Enumerable.Range(0, n).Select(i => (X: Math.Sin(2 * Math.PI * i / Math.Max(1, n)), Y: Math.Cos(2 * Math.PI * i / Math.Max(1, n)))).ToArray();
        if (n is < 3 or > LargestGraph)
        {
            return places;
        }

        var distance = Distances(graph);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < n; i++)
            {
                places[i] = Moved(places, distance, i);
            }
        }

        return Separated(Fitted(places));
    }

    /// <summary>Pushes nodes apart that would cover each other: stress alone lets nodes coincide that many steps hold from all sides.</summary>
    private static (double X, double Y)[] Separated((double X, double Y)[] places)
    {
        var apart = Math.Min(SmallestDistance, CrowdedDistance / Math.Sqrt(places.Length));
        for (var round = 0; round < Rounds; round++)
        {
            var moved = false;
            for (var i = 0; i < places.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (dx, dy) = (places[i].X - places[j].X, places[i].Y - places[j].Y);
                    var length = Math.Sqrt((dx * dx) + (dy * dy));
                    if (length >= apart)
                    {
                        continue;
                    }

                    // Half of what is missing for each; nodes at one place part along any line.
                    var (x, y) = length > 1e-9 ? (dx / length, dy / length) : (0.8, 0.6);
                    var step = ((apart - length) / 2) + 1e-6;
                    places[i] = (places[i].X + (step * x), places[i].Y + (step * y));
                    places[j] = (places[j].X - (step * x), places[j].Y - (step * y));
                    moved = true;
                }
            }

            if (!moved)
            {
                break;
            }

            places = Fitted(places);
        }

        return places;
    }

    private static (double X, double Y) Moved((double X, double Y)[] places, double[,] distance, int i)
    {
        var (x, y, weights) = (0.0, 0.0, 0.0);
        for (var j = 0; j < places.Length; j++)
        {
            if (j == i)
            {
                continue;
            }

            var (dx, dy) = (places[i].X - places[j].X, places[i].Y - places[j].Y);
            var length = Math.Max(1e-9, Math.Sqrt((dx * dx) + (dy * dy)));
            var weight = 1 / (distance[i, j] * distance[i, j]);
            x += weight * (places[j].X + (distance[i, j] * dx / length));
            y += weight * (places[j].Y + (distance[i, j] * dy / length));
            weights += weight;
        }

        return (x / weights, y / weights);
    }

    /// <summary>Numbers of steps between nodes; parts that do not hang together lie as far apart as half of all nodes.</summary>
    private static double[,] Distances(Graph graph)
    {
        var n = graph.NodeCount;
        var distance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                distance[i, j] = i == j ? 0 : graph.HasEdge(i, j) || graph.HasEdge(j, i) ? 1 : double.PositiveInfinity;
            }
        }

        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i, k] + distance[k, j]);
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                distance[i, j] = double.IsInfinity(distance[i, j]) ? Math.Max(2, n / 2.0) : distance[i, j];
            }
        }

        return distance;
    }

    private static (double X, double Y)[] Fitted((double X, double Y)[] places)
    {
        var (left, right) = (places.Min(place => place.X), places.Max(place => place.X));
        var (low, high) = (places.Min(place => place.Y), places.Max(place => place.Y));
        var half = Math.Max(Math.Max(right - left, high - low) / 2, 1e-9);
        return Array.ConvertAll(places, place => ((place.X - ((left + right) / 2)) / half, (place.Y - ((low + high) / 2)) / half));
    }
}
