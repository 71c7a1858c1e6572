using ResearchKit.Bench.Assign;
using ResearchKit.Bench.Matching;

return args switch
{
    ["assign", .. var rest] => AssignBenchmark.Run(rest),
    ["matching", .. var rest] => MatchingBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ResearchKit.Bench assign|matching [options]");
    return 2;
}
