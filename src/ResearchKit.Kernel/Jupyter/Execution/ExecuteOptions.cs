using ResearchKit.Kernel.Jupyter.Handlers;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>What an <c>execute_request</c> asks for.</summary>
/// <param name="Code">The cell.</param>
/// <param name="IsSilent">Whether nothing is to be published and nothing kept.</param>
/// <param name="IsStored">Whether the cell gets a number and goes into the history.</param>
/// <param name="AllowsInput">Whether somebody can answer questions.</param>
/// <param name="StopsOnError">Whether a failure leaves out the cells that wait.</param>
/// <param name="Expressions">Names and expressions to evaluate after the cell.</param>
internal sealed record ExecuteOptions(
    string Code,
    bool IsSilent,
    bool IsStored,
    bool AllowsInput,
    bool StopsOnError,
    IReadOnlyList<(string Key, string Value)> Expressions)
{
    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What it asks for.</returns>
    /// <exception cref="InvalidRequestException">A value is missing or of another type.</exception>
    public static ExecuteOptions Read(JupyterRequest request)
    {
        var content = request.Content;
        var silent = content.Flag("silent", missing: false);
        return new ExecuteOptions(
            content.Text("code"),
            silent,
            !silent && content.Flag("store_history", missing: true),
            content.Flag("allow_stdin", missing: false),
            content.Flag("stop_on_error", missing: true),
            content.Texts("user_expressions"));
    }
}
