using System.CommandLine;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit moe</c>: checkpoints with layers of experts.</summary>
internal static class MoeCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new("moe", "Show, merge or compress the experts of a checkpoint, tensor by tensor: Switch, Mixtral, Qwen-MoE, OLMoE, DeepSeek.")
    {
        MoeInspectCommand.Create(),
        MoeMergeCommand.Create(),
        MoeCompressCommand.Create(),
    };
}
