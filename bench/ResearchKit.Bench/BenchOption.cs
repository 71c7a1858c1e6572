using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Bench;

/// <summary>The kinds of options that benchmarks have; each refuses what it cannot use, with a sentence.</summary>
internal static class BenchOption
{
    /// <summary>A whole number above zero.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it says.</param>
    /// <param name="standard">The value where it is left out.</param>
    public static Option<int> Count(string name, string description, int standard) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseCount(result, result.Tokens[0].Value),
    };

    /// <summary>A whole number above zero, or null where it is left out: its description says what follows.</summary>
    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ParseCount(result, result.Tokens[0].Value),
    };

    /// <summary>A list of whole numbers above zero, or null where it is left out: its description says what follows.</summary>
    public static Option<int[]?> Counts(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,N,...",
        CustomParser = result => [.. Split(result).Select(text => ParseCount(result, text))],
    };

    /// <summary>A number above zero.</summary>
    public static Option<double> Amount(string name, string description, double standard) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => standard,
        CustomParser = ParseAmount,
    };

    /// <summary>A list of names out of those there are, or null where it is left out: its description says what follows.</summary>
    public static Option<string[]?> Names(string name, string description, IEnumerable<string> known)
    {
        string[] all = [.. known];
        return new Option<string[]?>(name)
        {
            Description = $"{description} There are {string.Join(", ", all)}.",
            HelpName = "NAME,NAME,...",
            CustomParser = result =>
            {
                string[] names = [.. Split(result)];
                foreach (var unknown in names.Except(all))
                {
                    result.AddError($"{name} names '{unknown}'; expected some of {string.Join(", ", all)}.");
                }

                return names;
            },
        };
    }

    /// <summary>One of a few values, of which the first stands where the option is left out.</summary>
    public static Option<string> Choice(string name, string description, params string[] values) => new Option<string>(name)
    {
        Description = description,
        HelpName = string.Join('|', values),
        DefaultValueFactory = _ => values[0],
    }.AcceptOnlyFromAmong(values);

    /// <summary>The file of a peer's script.</summary>
    /// <param name="script">The script of bench/peers that runs where the option is left out.</param>
    public static Option<string> Peer(string script) => new("--peer")
    {
        Description = "The peer's script.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "peers", script),
    };

    /// <summary>The folder for what both sides read and write.</summary>
    /// <param name="standard">Where it is where the option is left out; null means the temporary folder.</param>
    public static Option<string> Folder(string? standard = null) => new("--folder")
    {
        Description = "The folder for files; it is made where it is missing.",
        HelpName = "DIR",
        DefaultValueFactory = _ => standard ?? Path.GetTempPath(),
    };

    /// <summary>A file for the rows.</summary>
    public static Option<string?> Json() => new("--json") { Description = "Write the rows as JSON.", HelpName = "FILE" };

    private static IEnumerable<string> Split(ArgumentResult result) => result.Tokens.SelectMany(token => token.Value.Split(','));

    private static int ParseCount(ArgumentResult result, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : Refuse<int>(result, text, "a whole number above zero");

    private static double ParseAmount(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0 && double.IsFinite(amount) ? amount : Refuse<double>(result, text, "a number above zero");
    }

    private static T? Refuse<T>(ArgumentResult result, string text, string expected)
    {
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} is '{text}'; expected {expected}.");
        return default;
    }
}
