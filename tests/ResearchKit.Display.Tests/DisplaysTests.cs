using static ResearchKit.Display.Displays;

namespace ResearchKit.Display.Tests;

public class DisplaysTests
{
    [Fact]
    public void Should_Send_To_The_Routed_Sink_And_Back_When_Disposed()
    {
        var (outer, inner) = (new RecordingSink(), new RecordingSink());
        using (Route(outer))
        {
            using (Route(inner))
            {
                display(1);
            }

            display(2);
        }

        Assert.Equal("1", Assert.Single(inner.Displayed).Bundle.Text);
        Assert.Equal("2", Assert.Single(outer.Displayed).Bundle.Text);
    }

    [Fact]
    public async Task Should_Keep_Routes_Apart_When_Flows_Run_At_Once()
    {
        var sinks = Enumerable.Range(0, 8).Select(_ => new RecordingSink()).ToArray();
        await Task.WhenAll(sinks.Select((sink, i) => Task.Run(async () =>
        {
            using var route = Route(sink);
            for (var k = 0; k < 20; k++)
            {
                await Task.Yield();
                i.Display();
            }
        })));

        Assert.All(sinks, (sink, i) => Assert.Equal(Enumerable.Repeat($"{i}", 20), sink.Displayed.Select(shown => shown.Bundle.Text)));
    }

    [Fact]
    public void Should_Reach_The_Sink_When_Displayed_From_A_Thread_Started_In_The_Flow()
    {
        var sink = new RecordingSink();
        using (Route(sink))
        {
            var thread = new Thread(() => display("from a thread"));
            thread.Start();
            thread.Join();
        }

        Assert.Equal("from a thread", Assert.Single(sink.Displayed).Bundle.Text);
    }

    [Fact]
    public void Should_Update_In_The_First_MIME_Types_When_Updated_Outside_The_Route()
    {
        var sink = new RecordingSink();
        DisplayedValue shown;
        using (Route(sink))
        {
            shown = display(new { A = 1 }, MimeTypes.Html);
        }

        shown.Update(new { A = 2 });

        var (id, bundle) = Assert.Single(sink.Updated);
        Assert.Equal(sink.Displayed[0].Id, id);
        Assert.Equal([MimeTypes.Html], bundle.Data.Keys);
        Assert.True(shown.IsUpdated);
        Assert.Same(bundle, shown.FormattedValues);
    }

    [Fact]
    public void Should_Give_Each_Display_A_Name_Of_Its_Own()
    {
        var sink = new RecordingSink();
        using (Route(sink))
        {
            Assert.NotEqual(display(1).DisplayId, display(1).DisplayId);
        }
    }

    [Fact]
    public void Should_Write_Plain_Text_When_The_Sink_Is_A_Terminal()
    {
        var writer = new StringWriter();
        using (Route(new TextSink(writer)))
        {
            HTML("<b>3 &lt; 4</b>").Display().Update(HTML("<i>done</i>"));
        }

        Assert.Equal(["3 < 4", "done"], writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Should_Carry_Each_Kind_Of_Text_Under_Its_MIME_Type()
    {
        var sink = new RecordingSink();
        using (Route(sink))
        {
            Javascript("alert(1)");
            CSS("p { color: red }");
            "# a".DisplayAs(MimeTypes.Markdown);
            new LaTeXString("$$x$$").Display();
            new MarkdownString("*x*").Display();
        }

        Assert.Equal(
            [MimeTypes.JavaScript, MimeTypes.Html, MimeTypes.Markdown, MimeTypes.Latex, MimeTypes.Markdown],
            sink.Displayed.Select(shown => shown.Bundle.Data.Keys.First()));
        Assert.All(sink.Displayed, shown => Assert.Contains(MimeTypes.Text, shown.Bundle.Data.Keys));
    }

    [Fact]
    public void Should_Forget_Formatters_And_Colours_When_A_Session_Starts()
    {
        using var outer = RouteSession(new RecordingSink());
        Formatter.Register<Version>(_ => "outer", MimeTypes.Text);
        using (RouteSession(new RecordingSink()))
        {
            Assert.Equal("1.2", new Version(1, 2).ToDisplayString());
        }

        Assert.Equal("outer", new Version(1, 2).ToDisplayString());
    }

    [Fact]
    public void Should_Say_What_To_Do_When_No_Formatter_Makes_The_MIME_Type() =>
        Assert.Contains("Formatter.Register", Assert.Throws<NotSupportedException>(() => 3.ToDisplayString("image/png")).Message, StringComparison.Ordinal);
}
