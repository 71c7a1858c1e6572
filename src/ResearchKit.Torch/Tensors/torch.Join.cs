namespace TorchSharp;

public static partial class torch
{
    /// <summary>Views of up to the given number of equal parts along one axis.</summary>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Given(input).chunk(chunks, dim);

    /// <summary>Views of parts of given sizes along one axis.</summary>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => Given(tensor).split(split_size_or_sections, dim);

    /// <summary>Views of a number of nearly equal parts along one axis.</summary>
    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0) => Given(input).tensor_split(indices_or_sections, dim);

    /// <summary>Views of the parts between given positions along one axis.</summary>
    public static Tensor[] tensor_split(Tensor input, long[] indices_or_sections, long dim = 0) => Given(input).tensor_split(indices_or_sections, dim);

    /// <summary>Views of the parts between given positions along one axis.</summary>
    public static Tensor[] tensor_split(Tensor input, Tensor indices_or_sections, long dim = 0) => Given(input).tensor_split(indices_or_sections, dim);

    /// <summary>Views of all slices along one axis, without that axis.</summary>
    public static Tensor[] unbind(Tensor tensor, int dim = 0) => Given(tensor).unbind(dim);

    /// <summary>Views of all slices along one axis, without that axis.</summary>
    public static Tensor[] unbind(Tensor input, long dim = 0) => Given(input).unbind(dim);

    /// <summary>Views of a number of equal parts along the columns.</summary>
    public static Tensor[] hsplit(Tensor input, long indices_or_sections) => Given(input).hsplit(indices_or_sections);

    /// <summary>Views of the parts between given positions along the columns.</summary>
    public static Tensor[] hsplit(Tensor input, long[] indices_or_sections) => Given(input).hsplit(indices_or_sections);

    /// <summary>Views of the parts between given positions along the rows.</summary>
    public static Tensor[] vsplit(Tensor input, long[] indices_or_sections) => Given(input).vsplit(indices_or_sections);

    /// <summary>Views of a number of equal parts along the third axis.</summary>
    public static Tensor[] dsplit(Tensor input, long size) => Given(input).dsplit(size);

    /// <summary>Views of the parts between given positions along the third axis.</summary>
    public static Tensor[] dsplit(Tensor input, long[] indices_or_sections) => Given(input).dsplit(indices_or_sections);
}
