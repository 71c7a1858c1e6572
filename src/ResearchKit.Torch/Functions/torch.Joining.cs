using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The tensors one after the other along one axis.</summary>
    /// <param name="tensors">At least one; all sizes but that of the axis agree.</param>
    /// <param name="dim">The axis; negative numbers count from the last.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There are no tensors, or sizes differ.</exception>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.Cat.Call(Argument.List(tensors), dim);

    /// <inheritdoc cref="cat(IList{Tensor}, long)"/>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    /// <summary>The tensors one after the other along one axis.</summary>
    /// <param name="tensors">At least one; all sizes but that of the axis agree.</param>
    /// <param name="axis">The axis; negative numbers count from the last.</param>
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>Tensors of one shape side by side on a new axis.</summary>
    /// <param name="tensors">At least one; all sizes agree.</param>
    /// <param name="dim">Where the new axis comes: 0 to the number of axes, or negative from the end.</param>
    /// <returns>One axis more than each tensor, its size the number of tensors.</returns>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There are no tensors, or shapes differ.</exception>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.Stack.Call(Argument.List(tensors), dim);

    /// <summary>The tensors one after the other along the columns; vectors end to end.</summary>
    /// <param name="tensors">All sizes but that of the second axis (the first, for vectors) agree.</param>
    public static Tensor hstack(IList<Tensor> tensors) => Aten.Hstack.Call(Argument.List(tensors));

    /// <inheritdoc cref="hstack(IList{Tensor})"/>
    public static Tensor hstack(params Tensor[] tensors) => Aten.Hstack.Call(tensors);

    /// <inheritdoc cref="hstack(IList{Tensor})"/>
    public static Tensor hstack(IEnumerable<Tensor> tensors) => Aten.Hstack.Call(Argument.List(tensors));

    /// <summary>The tensors one below the other; vectors count as rows.</summary>
    /// <param name="tensors">All sizes but that of the first axis agree.</param>
    public static Tensor vstack(IList<Tensor> tensors) => Aten.Vstack.Call(Argument.List(tensors));

    /// <summary>The tensors one behind the other along the third axis, which vectors and matrices get.</summary>
    /// <param name="tensors">All sizes but that of the third axis agree.</param>
    public static Tensor dstack(IList<Tensor> tensors) => Aten.Dstack.Call(Argument.List(tensors));

    /// <inheritdoc cref="dstack(IList{Tensor})"/>
    public static Tensor dstack(params Tensor[] tensors) => Aten.Dstack.Call(tensors);

    /// <inheritdoc cref="dstack(IList{Tensor})"/>
    public static Tensor dstack(IEnumerable<Tensor> tensors) => Aten.Dstack.Call(Argument.List(tensors));

    /// <summary>The tensors as columns side by side; vectors count as columns.</summary>
    public static Tensor column_stack(IList<Tensor> tensors) => Aten.ColumnStack.Call(Argument.List(tensors));

    /// <inheritdoc cref="column_stack(IList{Tensor})"/>
    public static Tensor column_stack(params Tensor[] tensors) => Aten.ColumnStack.Call(tensors);

    /// <summary>The tensors one below the other; vectors count as rows.</summary>
    public static Tensor row_stack(IList<Tensor> tensors) => Aten.RowStack.Call(Argument.List(tensors));

    /// <inheritdoc cref="row_stack(IList{Tensor})"/>
    public static Tensor row_stack(params Tensor[] tensors) => Aten.RowStack.Call(tensors);

    /// <summary>The matrix with the given matrices as blocks on its diagonal and zeros elsewhere.</summary>
    /// <param name="tensors">Matrices (m_i, n_i); vectors count as rows, single numbers as 1 by 1.</param>
    /// <returns>(sum of m_i, sum of n_i).</returns>
    public static Tensor block_diag(params Tensor[] tensors) => Aten.BlockDiag.Call(tensors);

    /// <summary>Views of the tensors in their common broadcast shape.</summary>
    /// <param name="tensors">For each axis from the last, sizes are equal or 1.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">Sizes differ where none is 1.</exception>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.BroadcastTensors.CallAll(tensors);

    /// <summary>All choices of one element from each vector, one a row.</summary>
    /// <param name="tensors">Vectors.</param>
    /// <returns>(product of the sizes, number of vectors), the last vector's elements changing fastest.</returns>
    public static Tensor cartesian_prod(IList<Tensor> tensors) => Aten.CartesianProd.Call(Argument.List(tensors));

    /// <inheritdoc cref="cartesian_prod(IList{Tensor})"/>
    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.CartesianProd.Call(tensors);

    /// <summary>All choices of r elements of a vector, one a row.</summary>
    /// <param name="input">The vector.</param>
    /// <param name="r">From 0 to 64: libtorch makes an axis for each.</param>
    /// <param name="with_replacement">Whether an element may be chosen again.</param>
    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(r, 64);
        return Aten.Combinations.Call(input, r, with_replacement);
    }

    /// <summary>The coordinates of a grid over the given vectors, one tensor an axis.</summary>
    /// <param name="tensors">The vectors.</param>
    /// <param name="indexing">"ij" for rows first, "xy" to exchange the first two axes.</param>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Aten.Meshgrid.CallAll(Argument.List(tensors), indexing);

    /// <summary>The shape that broadcasting the given shapes makes.</summary>
    /// <exception cref="ArgumentException">They cannot be broadcast together.</exception>
    public static Size broadcast_shapes(params long[][] shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var result = new long[shapes.Length == 0 ? 0 : shapes.Max(s => s.Length)];
        Array.Fill(result, 1);
        foreach (var shape in shapes)
        {
            for (var i = 1; i <= shape.Length; i++)
            {
                ref var size = ref result[^i];
                size = size == shape[^i] || shape[^i] == 1 ? size
                    : size == 1 ? shape[^i]
                    : throw new ArgumentException($"Shapes with sizes {size} and {shape[^i]} on axis -{i} cannot be broadcast together.", nameof(shapes));
            }
        }

        return new Size(result);
    }

    /// <summary>Each tensor with at least one axis.</summary>
    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => Array.ConvertAll(input, t => Given(t).atleast_1d());

    /// <summary>Each tensor with at least two axes.</summary>
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => Array.ConvertAll(input, t => Given(t).atleast_2d());

    /// <summary>Each tensor with at least three axes.</summary>
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => Array.ConvertAll(input, t => Given(t).atleast_3d());

    /// <summary>A view with one axis moved to another place.</summary>
    public static Tensor movedim(Tensor input, long source, long destination) => Aten.MoveDim.Call(input, source, destination);

    /// <summary>A view with one axis moved to another place.</summary>
    public static Tensor moveaxis(Tensor input, long source, long destination) => Aten.MoveDim.Call(input, source, destination);

    public partial class Tensor
    {
        /// <summary>A view with at least one axis.</summary>
        public Tensor atleast_1d() => Aten.Atleast1d.Call(this);

        /// <summary>A view with at least two axes.</summary>
        public Tensor atleast_2d() => Aten.Atleast2d.Call(this);

        /// <summary>A view with at least three axes.</summary>
        public Tensor atleast_3d() => Aten.Atleast3d.Call(this);
    }
}
