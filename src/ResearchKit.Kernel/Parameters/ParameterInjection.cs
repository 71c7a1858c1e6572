using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Parameters;

/// <summary>Overrides the parameters of a notebook in a cell of its own, where papermill puts it: after the cell tagged <c>parameters</c>.</summary>
internal static class ParameterInjection
{
    private const string ProfileName = "profile";
    private const string InjectedId = "injected-parameters";

    /// <summary>Replaces the injected cell of an earlier run by one for this run, or by none when nothing differs from the defaults.</summary>
    /// <remarks>
    /// The cell assigns rather than declares: functions of the parameters cell then see the new values too. A constant is declared anew.
    /// </remarks>
    /// <param name="notebook">The notebook to change.</param>
    /// <param name="profile">The value for <c>profile</c>, or null. A notebook without that parameter has one profile only.</param>
    /// <param name="values">The other parameters by name.</param>
    /// <returns>The parameters that the notebook declares.</returns>
    /// <exception cref="NotebookParameterException">A name is not declared or a value does not fit.</exception>
    public static IReadOnlyList<DeclaredParameter> Apply(Notebook notebook, string? profile, IReadOnlyDictionary<string, string> values)
    {
        foreach (var old in notebook.Cells.Where(cell => cell.HasTag(CellTags.InjectedParameters)).ToList())
        {
            notebook.Cells.Remove(old);
        }

        var cell = notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.HasTag(CellTags.Parameters));
        var declared = cell is null ? [] : ParameterDeclarations.Find(cell.Source);
        var given = values.ToDictionary(StringComparer.Ordinal);
        if (profile is not null && declared.Any(parameter => parameter.Name == ProfileName))
        {
            if (given.TryGetValue(ProfileName, out var other) && other != profile)
            {
                throw new NotebookParameterException($"The profile is given twice: '{profile}' and, as a parameter, '{other}'.");
            }

            given[ProfileName] = profile;
        }

        Check(declared, given.Keys, cell is not null);
        var lines = declared.Where(parameter => given.ContainsKey(parameter.Name))
            .Select(parameter => Line(parameter, given[parameter.Name]))
            .OfType<string>()
            .ToList();
        if (lines.Count > 0)
        {
            notebook.Cells.Insert(notebook.Cells.IndexOf(cell!) + 1, InjectedCell(string.Join('\n', lines), notebook));
        }

        return declared;
    }

    private static string? Line(DeclaredParameter parameter, string text)
    {
        var literal = parameter.ToLiteral(text);
        if (literal == parameter.DefaultCode || literal == DefaultLiteral(parameter))
        {
            return null;
        }

        return parameter.IsConstant ? $"const {parameter.Type} {parameter.Name} = {literal};" : $"{parameter.Name} = {literal};";
    }

    // The default in the form that values get, so that '0.10' and 0.1 compare equal; null when it is not written as a plain value.
    private static string? DefaultLiteral(DeclaredParameter parameter)
    {
        if (parameter.Type is { IsArray: true } or { Name: "string" })
        {
            return null;
        }

        try
        {
            return parameter.ToLiteral(parameter.DefaultCode.TrimEnd('d', 'D', 'f', 'F', 'l', 'L', 'm', 'M', 'u', 'U'));
        }
        catch (NotebookParameterException)
        {
            return null;
        }
    }

    private static void Check(IReadOnlyList<DeclaredParameter> declared, IEnumerable<string> names, bool hasCell)
    {
        var unknown = names.Except(declared.Select(parameter => parameter.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var known = declared.Count > 0
            ? "it declares " + string.Join(", ", declared.Select(parameter => $"{parameter.Name} ({parameter.Type?.ToString() ?? "other type"})"))
            : hasCell ? "its cell tagged 'parameters' declares none" : "it has no cell tagged 'parameters'";
        throw new NotebookParameterException($"The notebook has no parameter '{string.Join("', '", unknown)}'; {known}.");
    }

    private static NotebookCell InjectedCell(string code, Notebook notebook) => new(CellKind.Code, $"// Parameters of this run\n{code}")
    {
        Id = notebook.Cells.Any(cell => cell.Id == InjectedId) ? string.Empty : InjectedId,
        Metadata = new JsonObject { ["tags"] = new JsonArray(CellTags.InjectedParameters) },
    };
}
