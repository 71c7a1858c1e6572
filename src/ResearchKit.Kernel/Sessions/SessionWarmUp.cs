using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Loads and jits the compiler before the first cell needs it.</summary>
internal static class SessionWarmUp
{
    private static readonly Lazy<Task> Once = new(() => Task.Run(Compile));

    /// <summary>Starts at the first call and ends when it is done.</summary>
    public static Task Done => Once.Value;

    private static void Compile()
    {
        // The forms that first cells use: usings, a generic call, a lambda, a local function, an await.
        const string Code = """
            using System.Globalization;
            var numbers = new[] { 1, 2, 3 };
            int Twice(int x) => 2 * x;
            await Task.CompletedTask;
            $"{numbers.Select(Twice).Sum(x => x * 0.5).ToString(CultureInfo.InvariantCulture)}"
            """;
        var options = ScriptOptions.Default
            .WithReferences(HostReferences.Make().References)
            .WithImports(CSharpSession.DefaultImports)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8);
        CSharpScript.Create<object?>(Code, options, typeof(SessionGlobals)).Compile();
    }
}
