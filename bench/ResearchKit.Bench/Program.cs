using System.CommandLine;
using ResearchKit.Bench.Assign;
using ResearchKit.Bench.Experts;
using ResearchKit.Bench.Graphs;
using ResearchKit.Bench.Language;
using ResearchKit.Bench.Matching;
using ResearchKit.Bench.Merging;
using ResearchKit.Bench.Training;

var root = new RootCommand("Times the kit beside real peers in the same run, as ratios of CPU time; bench/README.md has the figures.")
{
    AssignBenchmark.Create(),
    WarmStartBenchmark.Create(),
    MatchingBenchmark.Create(),
    MergeBenchmark.Create(),
    MergeFilesBenchmark.Create(),
    LanguageBenchmark.Create(),
    TrainBenchmark.Create(),
    GedBenchmark.Create(),
    LearnedGedBenchmark.Create(),
    ExpertsBenchmark.Create(),
    ExpertFilesBenchmark.Create(),
};
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"ResearchKit.Bench: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} See --help.");
    return 2;
}

return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
