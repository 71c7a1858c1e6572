#if TORCH_PROVIDER_LIBTORCH // TorchSharp registers the elements once, whatever is edited later
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

/// <summary>Edits of the containers that name their elements by position: the names and the order must follow.</summary>
public sealed class ListContainerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Parameter[] _parameters = [.. Enumerable.Range(1, 4).Select(n => nn.Parameter(ones(n)))];
    private readonly nn.Module[] _modules = [nn.ReLU(), nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)];

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Name_Parameters_By_Position_When_A_List_Is_Edited()
    {
        using var list = new ParameterList(_parameters[0], _parameters[1]);
        list.append(_parameters[2]);
        list.Insert(0, _parameters[3]);
        Check(list, [3, 0, 1, 2]);

        list.RemoveAt(1);
        Check(list, [3, 1, 2]);
        Assert.True(list.Remove(_parameters[1]));
        Assert.False(list.Remove(_parameters[1]));
        Check(list, [3, 2]);
        list[0] = _parameters[0];
        Check(list, [0, 2]);
        list.Clear();
        Check(list, []);
        list.extend(_parameters);
        list.Add(nn.Parameter(zeros(1)));
        Assert.Equal(5, list.Count);
        Assert.Equal(["0", "1", "2", "3", "4"], list.named_parameters().Select(entry => entry.name));
    }

    [Fact]
    public void Should_Name_Modules_By_Position_When_A_List_Is_Edited()
    {
        using var list = nn.ModuleList(_modules[0], _modules[1]);
        list.append(_modules[2]);
        list.Insert(1, _modules[3]);
        Check(list, [0, 3, 1, 2]);

        Assert.True(list.Remove(_modules[0]));
        Assert.False(list.Remove(_modules[0]));
        list.RemoveAt(2);
        Check(list, [3, 1]);
        list[0] = _modules[2];
        Check(list, [2, 1]);
        Assert.Equal(["1.weight", "1.bias"], list.named_parameters().Select(entry => entry.name));
        list.Clear();
        Check(list, []);
        list.extend(_modules);
        list.Add(nn.ELU());
        Assert.Equal(["0", "1", "2", "3", "4"], list.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void Should_Refuse_A_Position_When_It_Is_Outside()
    {
        using var parameters = new ParameterList(_parameters);
        using var modules = nn.ModuleList(_modules);

        Assert.ThrowsAny<ArgumentException>(() => parameters[4]);
        Assert.ThrowsAny<ArgumentException>(() => parameters[-1] = _parameters[0]);
        Assert.ThrowsAny<ArgumentException>(() => parameters.RemoveAt(9));
        Assert.ThrowsAny<ArgumentException>(() => modules[4]);
        Assert.ThrowsAny<ArgumentException>(() => modules.Insert(7, _modules[0]));
        Assert.Equal(4, parameters.named_parameters().Count());
        Assert.Equal(4, modules.named_children().Count());
    }

    private void Check(ParameterList list, int[] expected) => Check(list, [.. expected.Select(i => _parameters[i])], list.named_parameters().Select(entry => (entry.name, entry.parameter)));

    private void Check(ModuleList<nn.Module> list, int[] expected) => Check(list, [.. expected.Select(i => _modules[i])], list.named_children().Select(entry => (entry.name, entry.module)));

    private static void Check<T>(IList<T> list, T[] expected, IEnumerable<(string Name, T Value)> registered)
        where T : class
    {
        var copy = new T[expected.Length + 1];
        list.CopyTo(copy, 1);
        var named = registered.ToArray();

        Assert.False(list.IsReadOnly);
        Assert.Equal(expected.Length, list.Count);
        Assert.Equal(expected.Length, named.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Same(expected[i], list[i]);
            Assert.Same(expected[i], copy[i + 1]);
            Assert.Same(expected[i], list.ElementAt(i));
            Assert.Equal(i, list.IndexOf(expected[i]));
            Assert.True(list.Contains(expected[i]));
            Assert.Equal($"{i}", named[i].Name);
            Assert.Same(expected[i], named[i].Value);
        }
    }
}
#endif
