using System.Text;
using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Formats;

public sealed class GraphFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".json")]
    [InlineData(".gxl")]
    [InlineData(".graphml")]
    public void Should_Read_What_It_Writes(string extension)
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var (graph, _, _) = RandomPairs.Make(trial, 7);
            GraphFiles.Save(_folder["g" + extension], graph.WithName("a <b> & \"c\""));

            var read = GraphFiles.LoadOne(_folder["g" + extension]);

            Assert.Equal(graph, read);
            Assert.Equal("a <b> & \"c\"", read.Name);
        }
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".gxl")]
    [InlineData(".graphml")]
    public void Should_Keep_Kinds_And_Names_When_Written_And_Read(string extension)
    {
        GraphLabel Make(double number, bool truth, string text) =>
            GraphLabel.Of([new("n", AttributeValue.Of(number)), new("t", AttributeValue.Of(truth)), new("s", AttributeValue.Of(text))]);
        var graph = new Graph([Make(1.5, true, "C"), Make(-0.1, false, "é\u00a0<x>")], [new LabelledEdge(0, 1, Make(1e-300, true, "a b"))], true, "g", ["_1", "x y"]);

        GraphFiles.Save(_folder["g" + extension], graph);
        var read = GraphFiles.LoadOne(_folder["g" + extension]);

        Assert.Equal(graph, read);
        Assert.Equal("x y", read.NodeName(1));
        Assert.Equal(AttributeKind.Truth, read.NodeLabel(0).Attributes[2].Value.Kind);
    }

    [Fact]
    public void Should_Keep_Edge_Lists_Sets_And_Pairs_When_Written_And_Read()
    {
        var labelled = new Graph([GraphLabel.Of("C"), GraphLabel.Of("N"), GraphLabel.Of("O 2")], [new LabelledEdge(0, 2, GraphLabel.Of("1")), new LabelledEdge(1, 2)], name: "mol");
        var plain = Graph.Unlabelled(4, [(3, 1), (2, 2)]);

        EdgeListFile.Save(_folder["g.edges"], plain);
        GraphSetFile.Save(_folder["s.txt"], [labelled, plain]);
        SimGnnFile.Save(_folder["p.json"], new SimGnnPair(labelled.KeepAttributes(null, new HashSet<string>()), labelled.KeepAttributes(null, new HashSet<string>()), 0));

        Assert.Equal(plain, GraphFiles.LoadOne(_folder["g.edges"]));
        Assert.Equal([labelled, plain], GraphFiles.Load(_folder["s.txt"]).Graphs);
        Assert.Equal("mol", GraphFiles.Load(_folder["s.txt"]).Graphs[0].Name);
        Assert.Equal(0, SimGnnFile.Load(_folder["p.json"]).Distance);
        Assert.Equal(2, GraphFiles.Load(_folder["p.json"]).Graphs.Count);
        Assert.Throws<ArgumentException>(() => EdgeListFile.Save(_folder["x.edges"], labelled));
        Assert.False(File.Exists(_folder["x.edges"]));
    }

    [Fact]
    public void Should_Keep_A_TuDataSet_When_Written_And_Read()
    {
        GraphLabel L(string text) => GraphLabel.Of(text);
        var one = new Graph([L("3"), L("1")], [new LabelledEdge(0, 1, L("2"))]);
        var two = new Graph([L("1"), L("1"), L("2")], [new LabelledEdge(0, 1, L("1")), new LabelledEdge(1, 2, L("2")), new LabelledEdge(2, 2, L("1"))]);

        TuDataSetFolder.Save(_folder["set"], "TOY", new GraphSet([one, two], ["1", "-1"]));
        var read = GraphFiles.Load(_folder["set"]);

        Assert.Equal([one, two], read.Graphs);
        Assert.Equal(["1", "-1"], read.Classes);
        Assert.Equal("TOY/1", read.Graphs[1].Name);
    }

    [Fact]
    public void Should_Read_Networkx_Json_Of_Old_And_New_Versions()
    {
        const string Old = """{"directed": false, "multigraph": false, "graph": {"name": "g"}, "nodes": [{"color": "red", "id": "a"}, {"w": 2, "id": 7}], "links": [{"weight": 0.5, "source": 7, "target": "a"}]}""";
        const string New = """{"directed": true, "multigraph": true, "graph": {}, "nodes": [{"id": 0}, {"id": 1, "none": null}], "edges": [{"source": 1, "target": 0, "key": 0}]}""";

        var old = Load("old.json", Old);
        var recent = Load("new.json", New);

        Assert.Equal(("g", "7", "color=red", "weight=0.5"), (old.Name, old.NodeName(1), old.NodeLabel(0).ToString(), old.Edges.Single().Label.ToString()));
        Assert.True(recent.IsDirected && recent.HasEdge(1, 0) && !recent.HasEdge(0, 1));
        Assert.Same(GraphLabel.None, recent.Edges.Single().Label);
        Assert.Equal("new", recent.Name);
    }

    [Fact]
    public void Should_Read_Iam_Files_With_Their_Document_Type()
    {
        Write("m.gxl", """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE gxl SYSTEM "http://www.gupro.de/GXL/gxl-1.0.dtd">
            <gxl><graph id="molid1" edgeids="false" edgemode="undirected"><node id="_1"><attr name="symbol"><string>C  </string></attr><attr name="charge"><int>-1</int></attr></node>
            <node id="_2"><attr name="symbol"><string>O  </string></attr><attr name="charge"><int>0</int></attr></node><edge from="_1" to="_2"><attr name="valence"><int>2</int></attr></edge></graph></gxl>
            """);
        Write("all.cxl", """<?xml version="1.0"?><GraphCollection><molecules count="2"><print file="m.gxl" class="a"/><print file="m.gxl" class="i"/></molecules></GraphCollection>""");

        var set = GraphFiles.Load(_folder["all.cxl"]);

        Assert.Equal(["a", "i"], set.Classes);
        Assert.Equal("charge=-1, symbol=C", set.Graphs[0].NodeLabel(0).ToString());
        Assert.Equal("valence=2", set.Graphs[1].Edges.Single().Label.ToString());
        Assert.False(set.Graphs[0].IsDirected);
    }

    [Fact]
    public void Should_Read_Graphml_With_Defaults_And_Namespace()
    {
        var graph = Load("g.graphml", """
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="color" attr.type="string"><default>yellow</default></key>
            <key id="d1" for="edge" attr.name="weight" attr.type="double"/><graph id="G" edgedefault="undirected"><node id="n0"><data key="d0">green</data></node><node id="n1"/>
            <edge source="n0" target="n1"><data key="d1">1.0</data></edge></graph></graphml>
            """);

        Assert.Equal(["color=green", "color=yellow"], graph.NodeAlphabet.Select(label => label.ToString()));
        Assert.Equal("weight=1", graph.Edges.Single().Label.ToString());
    }

    [Theory]
    [InlineData("g.json", "{\n\"nodes\": [,]}", "g.json, line 2")]
    [InlineData("g.json", """{"nodes": []}""", "no 'edges'")]
    [InlineData("g.json", """{"nodes": [{"id": 1, "\ud800": 1}], "links": []}""", "g.json")]
    [InlineData("g.json", """{"nodes": [{"id": "\ud800"}], "links": []}""", "g.json")]
    [InlineData("g.json", """{"nodes": [{"id": 1}, {"id": 1}], "links": []}""", "nodes[1]: has the node '1' twice")]
    [InlineData("g.json", """{"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2}]}""", "links[0]: has an edge at '2'")]
    [InlineData("g.json", """{"nodes": [{"id": 1, "x": [1]}], "links": []}""", "nodes[0].x: is an array")]
    [InlineData("g.json", """{"nodes": [{"id": 1, "x": 1e999}], "links": []}""", "nodes[0].x")]
    [InlineData("g.json", """{"nodes": [{"id": 1}, {"id": 2}], "links": [{"source": 1, "target": 2}, {"source": 2, "target": 1}]}""", "links[1]: has an edge between '2' and '1' that was at links[0]")]
    [InlineData("g.json", """{"graph_1": [[0, 5]], "graph_2": [], "labels_1": ["a"], "labels_2": []}""", "graph_1[0]: has an edge at '5'")]
    [InlineData("g.json", """{"graph_1": [[0]], "graph_2": [], "labels_1": ["a"], "labels_2": []}""", "graph_1[0]: is no edge")]
    [InlineData("g.txt", "t # 0\nv 0 C\nv 2 C\n", "line 3: has node '2'; expected 1")]
    [InlineData("g.txt", "t # 0\nq 0\n", "line 2")]
    [InlineData("g.edges", "a b\n# c\nb a\n", "line 3: has an edge between 'b' and 'a' that was at line 1")]
    [InlineData("g.gxl", "<gxl>\n<graph edgemode='undirected'>\n<node/></graph></gxl>", "line 3: has <node> without 'id'")]
    [InlineData("g.gxl", "<gxl><graph edgemode='sideways'/></gxl>", "edgemode 'sideways'")]
    [InlineData("g.gxl", "<gxl><graph edgemode='undirected'><node id='1'><attr name='a'><float>x</float></attr></node></graph></gxl>", "has 'x'; expected a finite number")]
    [InlineData("g.gxl", "<!DOCTYPE gxl [<!ENTITY a 'aaaa'>]>\n<gxl><graph id='&a;' edgemode='undirected'/></gxl>", "line 2: is no XML")]
    [InlineData("g.gxl", "<!DOCTYPE gxl [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n<gxl><graph edgemode='undirected'><node id='1'><attr name='a'><string>&a;</string></attr></node></graph></gxl>", "line 2: is no XML")]
    [InlineData("g.graphml", "<graphml><graph edgedefault='undirected'>\n<node id='a'><data key='k'>1</data></node></graph></graphml>", "line 2: has data for the key 'k'")]
    [InlineData("g.graphml", "<graphml><graph edgedefault='undirected'><node id='a'/><hyperedge/></graph></graphml>", "hyperedge")]
    [InlineData("g.cxl", "<GraphCollection>\n<print file='../secret.gxl'/></GraphCollection>", "line 2: has the file '../secret.gxl'; expected one inside its folder")]
    [InlineData("g.cxl", "<GraphCollection><print file='/etc/passwd'/></GraphCollection>", "expected one inside its folder")]
    [InlineData("g.cxl", "<GraphCollection><print file='nothing.gxl'/></GraphCollection>", "which is not there")]
    public void Should_Refuse_A_Bad_File_And_Say_Where(string name, string content, string reason)
    {
        Write(name, content);

        var error = Assert.Throws<InvalidDataException>(() => GraphFiles.Load(_folder[name]));

        Assert.Contains(_folder[name], error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1, 2\n2, 9\n", "1\n1\n", "", "line 2: has '2, 9'; expected two nodes from 1 to 2")]
    [InlineData("1, 2\n", "1\n2\n", "", "line 1: has an edge between nodes 1 and 2 of graphs 1 and 2")]
    [InlineData("1, 2\n", "1\n3\n", "", "line 2: has '3'; expected 1 or 2")]
    [InlineData("1, 2\n", "1\n1\n", "0\n", "has 1 rows; expected 2, one for each node")]
    [InlineData("1, 2\n", "1\n1\n", "0\n1\n2\n", "line 3: has more rows than there are nodes")]
    public void Should_Refuse_A_Bad_TuDataSet_And_Say_Where(string edges, string indicator, string labels, string reason)
    {
        Directory.CreateDirectory(_folder["set"]);
        Write("set/X_A.txt", edges);
        Write("set/X_graph_indicator.txt", indicator);
        if (labels.Length > 0)
        {
            Write("set/X_node_labels.txt", labels);
        }

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => GraphFiles.Load(_folder["set"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Deep_Nesting()
    {
        Write("g.gxl", string.Concat(Enumerable.Repeat("<a>", 100_000)));
        Write("g.json", new string('[', 100_000));

        Assert.Contains("64 deep", Assert.Throws<InvalidDataException>(() => GraphFiles.Load(_folder["g.gxl"])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => GraphFiles.Load(_folder["g.json"]));
    }

    [Fact]
    public void Should_Refuse_A_Name_That_Ends_In_No_Known_Way() => Assert.Throws<ArgumentException>(() => GraphFiles.Load(_folder["g.xyz"]));

    private void Write(string name, string content) => _folder.Write(name, Encoding.UTF8.GetBytes(content));

    private Graph Load(string name, string content)
    {
        Write(name, content);
        return GraphFiles.LoadOne(_folder[name]);
    }
}
