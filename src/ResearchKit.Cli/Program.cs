using ResearchKit.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
