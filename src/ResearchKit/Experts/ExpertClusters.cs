using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Clustering of a few vectors in plain arrays.</summary>
internal static class ExpertClusters
{
    public static double[][] Rows(Tensor matrix)
    {
        var (n, d) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        var values = matrix.contiguous().data<double>().ToArray();
        return [.. Enumerable.Range(0, n).Select(i => values[(i * d)..((i + 1) * d)])];
    }

    /// <summary>Joins the two closest clusters (mean distance over pairs; ties go to the earliest pair) until <paramref name="count"/> are left.</summary>
    /// <returns>Labels from 0 in the order of each cluster's first member, and the distance of the last join (0 without one).</returns>
    public static (int[] Labels, double Height) AverageLinkage(double[][] vectors, int count)
    {
        var n = vectors.Length;
        var distance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                distance[i, j] = Math.Sqrt(SquaredDistance(vectors[i], vectors[j]));
            }
        }

        var size = Enumerable.Repeat(1, n).ToArray();
        var cluster = Enumerable.Range(0, n).ToArray(); // a cluster is named by its first member
        var height = 0.0;
        for (var left = n; left > count; left--)
        {
            var (a, b) = (-1, -1);
            for (var i = 0; i < n; i++)
            {
                for (var j = i + 1; j < n && size[i] > 0; j++)
                {
                    if (size[j] > 0 && (a < 0 || distance[i, j] < distance[a, b]))
                    {
                        (a, b) = (i, j);
                    }
                }
            }

            height = distance[a, b];
            for (var k = 0; k < n; k++)
            {
                // Lance and Williams' update: the mean over pairs of a joined cluster is the mean of the two weighted by their sizes.
                distance[a, k] = distance[k, a] = ((size[a] * distance[a, k]) + (size[b] * distance[b, k])) / (size[a] + size[b]);
            }

            size[a] += size[b];
            size[b] = 0;
            for (var k = 0; k < n; k++)
            {
                cluster[k] = cluster[k] == b ? a : cluster[k];
            }
        }

        var names = cluster.Distinct().ToList();
        return ([.. cluster.Select(name => names.IndexOf(name))], height);
    }

    /// <summary>Lloyd's k-means from starts drawn by k-means++; an empty cluster takes the vector farthest from its mean.</summary>
    /// <returns>Labels from 0 in the order of each cluster's first member.</returns>
    public static int[] KMeans(double[][] vectors, int count, Seed seed, int maxIterations = 100)
    {
        var means = Starts(vectors, count, seed.For("k-means").ToRandom());
        var labels = new int[vectors.Length];
        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            var next = vectors.Select(vector => Nearest(vector, means)).ToArray();
            Repair(vectors, means, next);
            if (iteration > 0 && next.AsSpan().SequenceEqual(labels))
            {
                break;
            }

            labels = next;
            for (var c = 0; c < count; c++)
            {
                means[c] = Mean([.. vectors.Where((_, i) => labels[i] == c)]);
            }
        }

        var names = labels.Distinct().ToList();
        return [.. labels.Select(name => names.IndexOf(name))];
    }

    /// <summary>For each cluster the member nearest to its mean; ties go to the earlier one.</summary>
    public static int[] NearestToMean(double[][] vectors, int[] labels)
    {
        var nearest = new int[labels.Max() + 1];
        for (var c = 0; c < nearest.Length; c++)
        {
            var members = Enumerable.Range(0, labels.Length).Where(i => labels[i] == c).ToArray();
            var mean = Mean([.. members.Select(i => vectors[i])]);
            nearest[c] = members.MinBy(i => SquaredDistance(vectors[i], mean));
        }

        return nearest;
    }

    private static double[][] Starts(double[][] vectors, int count, Random random)
    {
        var starts = new List<double[]> { vectors[random.Next(vectors.Length)] };
        while (starts.Count < count)
        {
            var weights = vectors.Select(vector => starts.Min(start => SquaredDistance(vector, start))).ToArray();
            var rest = random.NextDouble() * weights.Sum();
            var chosen = Array.FindIndex(weights, weight => (rest -= weight) < 0);
            starts.Add(vectors[chosen >= 0 ? chosen : random.Next(vectors.Length)]);
        }

        return [.. starts];
    }

    private static void Repair(double[][] vectors, double[][] means, int[] labels)
    {
        for (var c = 0; c < means.Length; c++)
        {
            if (!labels.Contains(c))
            {
                var movable = Enumerable.Range(0, vectors.Length).Where(i => labels.Count(label => label == labels[i]) > 1);
                labels[movable.MaxBy(i => SquaredDistance(vectors[i], means[labels[i]]))] = c;
            }
        }
    }

    private static int Nearest(double[] vector, double[][] means) => Enumerable.Range(0, means.Length).MinBy(c => SquaredDistance(vector, means[c]));

    private static double[] Mean(double[][] vectors) => [.. Enumerable.Range(0, vectors[0].Length).Select(k => vectors.Average(vector => vector[k]))];

    private static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
