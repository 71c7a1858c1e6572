using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Sequences that name a task and some symbols; the answer is each symbol under the task's own permutation table.</summary>
/// <remarks>
/// A sequence is [task token, x₁ … x_n] and its target is P_task[x_i] at the symbols (the task's own place does not count). In pre-training tasks and symbols are uniform;
/// downstream a few tasks and the symbols have frequencies ∝ rank^-1.2, which makes the use of experts uneven.
/// </remarks>
public sealed class PermutationTasks
{
    private const double Skew = 1.2;

    private readonly Permutation[] _tables;
    private readonly double[] _taskShares;
    private readonly double[] _symbolShares;

    /// <summary>Draws the tables and the downstream frequencies.</summary>
    /// <param name="seed">The root of all draws.</param>
    /// <param name="symbols">The number of symbols.</param>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="length">Symbols of a sequence.</param>
    /// <param name="downstreamTasks">The first so many tasks are used downstream.</param>
    public PermutationTasks(Seed seed, int symbols = 32, int tasks = 32, int length = 6, int downstreamTasks = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(downstreamTasks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, downstreamTasks);
        (Symbols, Tasks, Length) = (symbols, tasks, length);
        _tables = [.. Enumerable.Range(0, tasks).Select(t => Permutation.Random(symbols, seed.For("table", t)))];
        _taskShares = Ranked(downstreamTasks, seed.For("task ranks"));
        _symbolShares = Ranked(symbols, seed.For("symbol ranks"));
    }

    /// <summary>The number of symbols; task t has the token Symbols + t.</summary>
    public int Symbols { get; }

    /// <summary>The number of tasks.</summary>
    public int Tasks { get; }

    /// <summary>Symbols of a sequence, which has one token more.</summary>
    public int Length { get; }

    /// <summary>Symbols and task tokens together.</summary>
    public int Vocabulary => Symbols + Tasks;

    /// <summary>Draws sequences of uniform tasks and symbols.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The root of the draw.</param>
    /// <returns>The sequences, (count, 1 + length), which the caller owns; the target is -1 at the task's place.</returns>
    public MoeBatch Uniform(int count, Seed seed) => Draw(count, seed, random => random.Next(Tasks), random => random.Next(Symbols));

    /// <summary>Draws sequences of the downstream frequencies.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The root of the draw.</param>
    /// <returns>As <see cref="Uniform"/>.</returns>
    public MoeBatch Downstream(int count, Seed seed) => Draw(count, seed, random => Pick(_taskShares, random), random => Pick(_symbolShares, random));

    private static double[] Ranked(int count, Seed seed)
    {
        var order = Permutation.Random(count, seed);
        var weights = new double[count];
        for (var rank = 0; rank < count; rank++)
        {
            weights[order[rank]] = Math.Pow(rank + 1, -Skew);
        }

        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    private static int Pick(double[] shares, Random random)
    {
        var rest = random.NextDouble();
        for (var i = 0; i < shares.Length - 1; i++)
        {
            rest -= shares[i];
            if (rest < 0)
            {
                return i;
            }
        }

        return shares.Length - 1;
    }

    private MoeBatch Draw(int count, Seed seed, Func<Random, int> task, Func<Random, int> symbol)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = seed.ToRandom();
        var (width, input) = (Length + 1, new long[count * (Length + 1)]);
        var target = new long[input.Length];
        for (var row = 0; row < count; row++)
        {
            var t = task(random);
            (input[row * width], target[row * width]) = (Symbols + t, -1);
            for (var i = (row * width) + 1; i < (row + 1) * width; i++)
            {
                input[i] = symbol(random);
                target[i] = _tables[t][(int)input[i]];
            }
        }

        return new MoeBatch(tensor(input, [count, width], ScalarType.Int64), tensor(target, [count, width], ScalarType.Int64));
    }
}
