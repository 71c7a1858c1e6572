using Spectre.Console;

namespace ResearchKit.Display.Tests;

public class ProgressDisplayTests
{
    private readonly Clock _clock = new();
    private readonly RecordingSink _sink = new();

    [Fact]
    public void Should_Update_One_Display_With_Rate_And_Time_Left()
    {
        using (Displays.Route(_sink))
        using (var progress = new ProgressDisplay(_clock))
        {
            progress.Report(new ProgressReport("matching", 0, 40));
            _clock.Advance(2);
            progress.Report(new ProgressReport("matching", 10, 40, "objective 1.5"));
            _clock.Advance(6);
            progress.Report(new ProgressReport("matching", 40, 40));
        }

        Assert.Equal("matching  0/40 (0 %)", Assert.Single(_sink.Displayed).Bundle.Text);
        Assert.Equal(
            ["matching  10/40 (25 %)  5.00/s  6.0 s left  objective 1.5", "matching  40/40 (100 %)  5.00/s", "matching  40/40 (100 %)  finished in 8.0 s"],
            _sink.Updated.Select(update => update.Bundle.Text));
        Assert.Contains("<progress value=\"0.25\" max=\"1\">", _sink.Updated[0].Bundle.Data[MimeTypes.Html], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Drop_Reports_That_Come_Too_Fast_But_Not_The_Last_Of_A_Stage()
    {
        using (Displays.Route(_sink))
        using (var progress = new ProgressDisplay(_clock))
        {
            for (var i = 0; i <= 1000; i++)
            {
                progress.Report(new ProgressReport("a", i, 2000));
                _clock.Advance(0.0001);
            }

            progress.Report(new ProgressReport("b", 0, 0));
        }

        Assert.Equal(3, _sink.Updated.Count);
        Assert.StartsWith("a  1000/2000 (50 %)", _sink.Updated[0].Bundle.Text, StringComparison.Ordinal);
        Assert.Equal("b  0", _sink.Updated[1].Bundle.Text);
    }

    [Fact]
    public void Should_Write_A_Line_Every_Ten_Seconds_When_Nobody_Watches()
    {
        var writer = new StringWriter();
        using (Displays.Route(new TextSink(writer)))
        using (var progress = new ProgressDisplay(_clock))
        {
            for (var i = 0; i < 200; i++)
            {
                progress.Report(new ProgressReport("a", i, 0));
                _clock.Advance(0.1);
            }
        }

        Assert.Equal(3, writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Should_Show_Nothing_When_Nothing_Was_Reported()
    {
        using (Displays.Route(_sink))
        {
            new ProgressDisplay(_clock).Dispose();
        }

        Assert.Empty(_sink.Displayed);
    }

    [Fact]
    public void Should_Ignore_Reports_After_The_End()
    {
        using (Displays.Route(_sink))
        {
            var progress = new ProgressDisplay(_clock);
            progress.Report(new ProgressReport("a", 1, 2));
            progress.Dispose();
            progress.Dispose();
            progress.Report(new ProgressReport("a", 2, 2));
        }

        Assert.Single(_sink.Updated);
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(12.3, "12 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3720, "1 h 02 min")]
    public void Should_Say_Times_As_People_Do(double seconds, string expected) => Assert.Equal(expected, ProgressText.Duration(seconds));

    [Fact]
    public void Should_Draw_A_Bar_For_Each_Stage_When_A_Person_Watches()
    {
        var writer = new StringWriter();
        using (Displays.Route(_sink))
        using (var progress = new ProgressDisplay(_clock, Terminal(writer)))
        {
            progress.Report(new ProgressReport("matching [red]", 0, 40));
            progress.Report(new ProgressReport("matching [red]", 40, 40, "objective 1.5"));
            progress.Report(new ProgressReport("reading", 7, 0));
        }

        Assert.Contains("matching [red]: objective 1.5", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("40/40", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("reading", writer.ToString(), StringComparison.Ordinal);
        Assert.Empty(_sink.Displayed);
    }

    [Fact]
    public void Should_Leave_The_Terminal_Alone_When_Nothing_Was_Reported()
    {
        var writer = new StringWriter();
        new ProgressDisplay(_clock, Terminal(writer)).Dispose();
        Assert.Empty(writer.ToString());
    }

    [Fact]
    public void Should_Not_Take_A_Notebook_Or_A_Writer_For_A_Terminal()
    {
        Assert.Null(ProgressTerminal.Behind(_sink));
        Assert.Null(ProgressTerminal.Behind(new TextSink(new StringWriter())));
        Assert.Equal(ConsoleStream.Error, new TextSink(Console.Error).Stream);
        Assert.Equal(ConsoleStream.Output, new TextSink().Stream);
    }

    private static IAnsiConsole Terminal(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
    });

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(double seconds) => _ticks += (long)(seconds * TimeSpan.TicksPerSecond);

        public override long GetTimestamp() => _ticks;
    }
}
