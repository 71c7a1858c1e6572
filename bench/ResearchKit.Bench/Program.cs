using ResearchKit.Bench.Assign;

return args switch
{
    ["assign", .. var rest] => AssignBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ResearchKit.Bench assign [options]");
    return 2;
}
