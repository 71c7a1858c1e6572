using System.Runtime.CompilerServices;

namespace ResearchKit.Display.Tests;

/// <summary>Compares a text with an expectation file, and says in which line they part.</summary>
/// <remarks>With RESEARCHKIT_UPDATE_EXPECTATIONS=1 the files are written instead; read the change before committing it.</remarks>
public static class Expect
{
    private const string UpdateVariable = "RESEARCHKIT_UPDATE_EXPECTATIONS";

    public static void Text(string name, string actual, [CallerFilePath] string caller = "")
    {
        var normal = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            var folder = Directory.GetParent(caller);
            while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "Expectations")))
            {
                folder = folder.Parent;
            }

            File.WriteAllText(Path.Combine(folder!.FullName, "Expectations", name), normal);
            return;
        }

        var path = Path.Combine(AppContext.BaseDirectory, "Expectations", name);
        Assert.True(File.Exists(path), $"There is no expectation '{name}'; run once with {UpdateVariable}=1 and read what it writes.");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (expected != normal)
        {
            Assert.Fail(Difference(name, expected.Split('\n'), normal.Split('\n')));
        }
    }

    private static string Difference(string name, string[] expected, string[] actual)
    {
        var line = 0;
        while (line < Math.Min(expected.Length, actual.Length) && expected[line] == actual[line])
        {
            line++;
        }

        var want = line < expected.Length ? expected[line] : "(end)";
        var have = line < actual.Length ? actual[line] : "(end)";
        var column = 0;
        while (column < Math.Min(want.Length, have.Length) && want[column] == have[column])
        {
            column++;
        }

        var from = Math.Max(0, column - 40);
        return $"""
            '{name}' differs from line {line + 1}, column {column + 1}:
              expected …{want[from..Math.Min(want.Length, from + 120)]}
              actual   …{have[from..Math.Min(have.Length, from + 120)]}
            """;
    }
}
