using System.CommandLine;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit moe</c>: checkpoints with layers of experts.</summary>
internal static class MoeCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("moe", "Show, merge or compress the experts of a checkpoint, tensor by tensor: Switch, Mixtral, Qwen-MoE, OLMoE, DeepSeek.")
        {
            MoeInspectCommand.Create(),
            MoeMergeCommand.Create(),
            MoeCompressCommand.Create(),
        };
        HelpWithExamples.SetExamples(command, "researchkit moe inspect Mixtral-8x7B-v0.1", "researchkit moe merge OLMoE-1B-7B -o merged --keep 32", "researchkit moe compress merged -o small --method nf4");
        return command;
    }
}
