using ResearchKit.Bench.Assign;
using ResearchKit.Bench.Experts;
using ResearchKit.Bench.Graphs;
using ResearchKit.Bench.Language;
using ResearchKit.Bench.Matching;
using ResearchKit.Bench.Merging;
using ResearchKit.Bench.Training;

return args switch
{
    ["assign", .. var rest] => AssignBenchmark.Run(rest),
    ["warm", .. var rest] => WarmStartBenchmark.Run(rest),
    ["matching", .. var rest] => MatchingBenchmark.Run(rest),
    ["merge", .. var rest] => MergeBenchmark.Run(rest),
    ["merge-files", .. var rest] => MergeFilesBenchmark.Run(rest),
    ["language", .. var rest] => LanguageBenchmark.Run(rest),
    ["train", .. var rest] => TrainBenchmark.Run(rest),
    ["ged", .. var rest] => GedBenchmark.Run(rest),
    ["learned-ged", .. var rest] => LearnedGedBenchmark.Run(rest),
    ["experts", .. var rest] => ExpertsBenchmark.Run(rest),
    ["experts-files", .. var rest] => ExpertFilesBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ResearchKit.Bench assign|warm|language|matching|merge|merge-files|train|ged|learned-ged|experts|experts-files [options]");
    return 2;
}
