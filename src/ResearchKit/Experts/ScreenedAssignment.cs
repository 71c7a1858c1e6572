using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ResearchKit.Assignment;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The assignment of largest total score without computing all scores exactly.</summary>
/// <remarks>
/// Products of rows rounded at random to 8 bits give every score up to a bound that holds but with a chance under 3e-18 (Hoeffding's inequality: the errors of the terms are independent, right on average and each within one
/// step). The assignment of those approximate scores gives prices u, v. A pair whose score cannot reach u + v keeps its upper bound; all others, under one in a hundred, are computed exactly. If the best assignment of
/// that matrix uses exact scores alone then it is the best of the true ones, since no true score is above its entry. If not, the bounds that it uses are computed exactly too and it is solved again, from the prices at hand.
/// </remarks>
internal static class ScreenedAssignment
{
    /// <summary>How many standard deviations of the worst case (half a step each term) a bound covers: exp(−9²/2) = 3e-18 for one pair; with a hundredth for the roundings of the sums themselves.</summary>
    private const float Deviations = 9 * 1.01f;

    /// <summary>How far below its price, in units of its bound, a pair is still computed exactly: prices of the exact scores differ a little.</summary>
    private const float Margin = 1.25f;

    /// <summary>The share of pairs above which computing them one by one is slower than all scores at once.</summary>
    private const int FewestOf = 16;

    /// <summary>How often bounds that were chosen are computed and the assignment solved again; one or two are usual.</summary>
    private const int MostRounds = 32;

    private static readonly AssignmentOptions Largest = new() { Sense = Sense.Maximize };

    /// <summary>Whether screening pays and applies: contiguous float32 experts in main memory, and enough work.</summary>
    public static bool Applies(ExpertWeights expert) =>
        IntegerProducts.AreFast && expert.HiddenSize >= 512 && expert.HiddenSize * expert.ModelSize >= 1 << 19 && expert.HiddenSize * expert.ModelSize <= int.MaxValue / 4
        && expert.ParameterCount / expert.HiddenSize <= IntegerProducts.LongestRow
        && expert.Parts.Values.All(part => part.dtype == ScalarType.Float32 && part.device.type == DeviceType.CPU && part.is_contiguous());

    /// <summary>Aligns a candidate to a reference, with the products of their codes given.</summary>
    /// <param name="reference">The rounded reference.</param>
    /// <param name="candidate">The rounded candidate.</param>
    /// <param name="products">(f, f), row-major, of the reference's codes with the candidate's; overwritten.</param>
    /// <returns>The permutation, its total and the identity's; null if the bounds did not decide.</returns>
    public static (Permutation Permutation, double Objective, double Identity)? Maximize(QuantizedUnits reference, QuantizedUnits candidate, Span<int> products)
    {
        var n = reference.Norms.Length;
        if (!reference.Norms.Concat(candidate.Norms).All(float.IsFinite))
        {
            return null; // the caller's message says which expert
        }

        var scores = Scale(products, reference.Sizes, candidate.Sizes);
        var prices = LinearAssignment.Solve(scores, n, n, Largest);
        var exact = Screen(scores, reference, candidate, prices);
        if (exact.Count > scores.Length / FewestOf)
        {
            return null;
        }

        var known = new BitArray(scores.Length);
        Know(exact, reference, candidate, scores, known);
        var identity = 0.0;
        for (var i = 0; i < n; i++)
        {
            identity += scores[(i * n) + i];
        }

        for (var round = 0; round < MostRounds; round++)
        {
            var result = LinearAssignment.Solve(scores, n, n, Largest with { ColumnDuals = prices.ColumnDuals });
            exact = [.. Enumerable.Range(0, n).Select(i => (Row: i, Column: result.ColumnOfRow[i])).Where(pair => !known[(pair.Row * n) + pair.Column])];
            if (exact.Count == 0)
            {
                return (Permutation.Own(result.ColumnOfRow), result.Objective, identity);
            }

            Know(exact, reference, candidate, scores, known);
            prices = result;
        }

        return null;
    }

    /// <summary>Puts exact scores in the place of bounds.</summary>
    private static void Know(List<(int Row, int Column)> pairs, QuantizedUnits reference, QuantizedUnits candidate, Span<float> scores, BitArray known)
    {
        var values = ExactScores.Of(reference, candidate, pairs);
        for (var k = 0; k < pairs.Count; k++)
        {
            var place = (pairs[k].Row * reference.Norms.Length) + pairs[k].Column;
            scores[place] = (float)values[k];
            known[place] = true;
        }
    }

    /// <summary>Turns products of codes into scores, in the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Span<float> Scale(Span<int> products, float[] rows, float[] columns)
    {
        var scores = MemoryMarshal.Cast<int, float>(products);
        for (var i = 0; i < rows.Length; i++)
        {
            var from = products.Slice(i * columns.Length, columns.Length);
            var to = scores.Slice(i * columns.Length, columns.Length);
            var j = 0;
            for (; j <= columns.Length - 8; j += 8)
            {
                (Vector256.ConvertToSingle(Vector256.Create<int>(from[j..])) * Vector256.Create<float>(columns.AsSpan(j)) * rows[i]).CopyTo(to[j..]);
            }

            for (; j < columns.Length; j++)
            {
                to[j] = from[j] * columns[j] * rows[i];
            }
        }

        return scores;
    }

    /// <summary>Raises every score to its upper bound and lists the pairs that may matter, with the diagonal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<(int Row, int Column)> Screen(Span<float> scores, QuantizedUnits reference, QuantizedUnits candidate, AssignmentResult prices)
    {
        var n = reference.Norms.Length;
        var columns = Array.ConvertAll(prices.ColumnDuals, price => (float)price);
        var norms = Array.ConvertAll(candidate.Norms, norm => norm * norm);
        var sizes = Array.ConvertAll(candidate.Sizes, size => size * size);
        var found = new List<(int Row, int Column)>(8 * n);
        for (var i = 0; i < n; i++)
        {
            // The errors of row i times exact row j, and of row j times rounded row i; half a step bounds the deviation of either.
            var row = scores.Slice(i * n, n);
            var quarter = Deviations * Deviations / 4;
            var (own, theirs) = (quarter * reference.Sizes[i] * reference.Sizes[i], quarter * reference.CodeNorms[i] * reference.CodeNorms[i]);
            var price = (float)prices.RowDuals[i];
            var j = 0;
            for (; j <= n - 8; j += 8)
            {
                var score = Vector256.Create<float>(row[j..]);
                var bound = Vector256.Sqrt((Vector256.Create<float>(norms.AsSpan(j)) * own) + (Vector256.Create<float>(sizes.AsSpan(j)) * theirs));
                (score + bound).CopyTo(row[j..]);
                var hits = Vector256.GreaterThanOrEqual(score + (bound * Margin), Vector256.Create<float>(columns.AsSpan(j)) + Vector256.Create(price)).ExtractMostSignificantBits();
                for (; hits != 0; hits &= hits - 1)
                {
                    Note(found, i, j + System.Numerics.BitOperations.TrailingZeroCount(hits));
                }
            }

            for (; j < n; j++)
            {
                var bound = MathF.Sqrt((norms[j] * own) + (sizes[j] * theirs));
                var reaches = row[j] + (bound * Margin) >= columns[j] + price;
                row[j] += bound;
                if (reaches)
                {
                    Note(found, i, j);
                }
            }

            found.Add((i, i));
        }

        return found;
    }

    private static void Note(List<(int Row, int Column)> found, int i, int j)
    {
        if (i != j)
        {
            found.Add((i, j));
        }
    }
}
