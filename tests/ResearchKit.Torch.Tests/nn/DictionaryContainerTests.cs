#if TORCH_PROVIDER_LIBTORCH // TorchSharp implements half of these interfaces
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

/// <summary>Edits of the containers that keep elements by name and in the order of insertion.</summary>
public sealed class DictionaryContainerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Keep_Names_And_Order_When_A_Dictionary_Of_Modules_Is_Edited()
    {
        using var dictionary = nn.ModuleDict();
        Edit(dictionary, [nn.ReLU(), nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)], d => d.named_children());
        dictionary["linear"] = nn.Linear(1, 1);
        Assert.Equal(["linear"], dictionary.keys());
        Assert.Single(dictionary.values());
        Assert.Equal(["linear.weight", "linear.bias"], dictionary.named_parameters().Select(entry => entry.name));
        var items = dictionary.items();
        Assert.True(items.MoveNext());
        Assert.Equal("linear", items.Current.Item1);
        dictionary.clear();
        Assert.Empty(dictionary.named_children());
    }

    [Fact]
    public void Should_Keep_Names_And_Order_When_A_Dictionary_Of_Parameters_Is_Edited()
    {
        using var dictionary = nn.ParameterDict();
        Edit(dictionary, [.. Enumerable.Range(1, 4).Select(n => nn.Parameter(ones(n)))], d => d.named_parameters());
        dictionary["weight"] = nn.Parameter(ones(2));
        Assert.Equal(["weight"], dictionary.keys());
        Assert.Single(dictionary.values());
        var items = dictionary.items();
        Assert.True(items.MoveNext());
        Assert.Equal("weight", items.Current.Item1);
        dictionary.clear();
        Assert.Empty(dictionary.named_parameters());
    }

    private static void Edit<TDictionary, T>(TDictionary dictionary, T[] values, Func<TDictionary, IEnumerable<(string, T)>> registered)
        where TDictionary : IDictionary<string, T>, IList<(string, T)>
        where T : class
    {
        var (byName, byPosition) = ((IDictionary<string, T>)dictionary, (IList<(string, T)>)dictionary);
        byName.Add("first", values[0]);
        byPosition.Add(("second", values[1]));
        byName.Add(new KeyValuePair<string, T>("third", values[2]));
        byPosition.Insert(1, ("inserted", values[3]));
        Check(("first", 0), ("inserted", 3), ("second", 1), ("third", 2));

        Assert.ThrowsAny<ArgumentException>(() => byName.Add("first", values[1]));
        Assert.False(byName.Remove("fourth"));
        Assert.True(byName.Remove("first"));
        Check(("inserted", 3), ("second", 1), ("third", 2));
        Assert.False(byPosition.Remove(("second", values[0])));
        Assert.True(byPosition.Remove(("second", values[1])));
        Assert.True(byName.Remove(new KeyValuePair<string, T>("third", values[2])));
        Check(("inserted", 3));
        byPosition[0] = ("inserted", values[0]);
        Check(("inserted", 0));
        byPosition.RemoveAt(0);
        Check();

        void Check(params (string Name, int Value)[] expected)
        {
            var pairs = new KeyValuePair<string, T>[expected.Length];
            byName.CopyTo(pairs, 0);
            var tuples = new (string, T)[expected.Length];
            byPosition.CopyTo(tuples, 0);
            var named = registered(dictionary).ToArray();

            Assert.False(byName.IsReadOnly);
            Assert.Equal(expected.Length, byName.Count);
            Assert.Equal(expected.Select(entry => entry.Name), byName.Keys);
            Assert.Equal(expected.Length, byName.Values.Count);
            Assert.False(byName.TryGetValue("absent", out _));
            Assert.False(byName.ContainsKey("absent"));
            Assert.Equal(expected.Length, named.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                var (name, value) = (expected[i].Name, values[expected[i].Value]);
                Assert.Same(value, byName[name]);
                Assert.True(byName.TryGetValue(name, out var found));
                Assert.Same(value, found);
                Assert.True(byName.ContainsKey(name));
                Assert.Equal(name, byPosition[i].Item1);
                Assert.Equal(i, byPosition.IndexOf((name, value)));
                Assert.True(byPosition.Contains((name, value)));
                Assert.Contains(new KeyValuePair<string, T>(name, value), byName);
                Assert.Equal(name, pairs[i].Key);
                Assert.Same(value, tuples[i].Item2);
                Assert.Equal(name, named[i].Item1);
                Assert.Same(value, named[i].Item2);
            }
        }
    }
}
#endif
