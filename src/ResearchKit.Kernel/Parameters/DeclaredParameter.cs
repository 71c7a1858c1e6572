namespace ResearchKit.Kernel.Parameters;

/// <summary>One parameter that a notebook declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or null when it cannot be told from the declaration.</param>
/// <param name="DefaultCode">The expression of its default, as written.</param>
/// <param name="IsConstant">Whether it is declared <c>const</c>.</param>
internal sealed record DeclaredParameter(string Name, ParameterType? Type, string DefaultCode, bool IsConstant)
{
    /// <summary>Writes a value given as text as C#.</summary>
    /// <param name="text">The value.</param>
    /// <returns>An expression of the type of the parameter.</returns>
    /// <exception cref="NotebookParameterException">The type is not known or the text is not a value of it.</exception>
    public string ToLiteral(string text) => Type is null
        ? throw new NotebookParameterException(
            $"Parameter '{Name}' cannot be set from text: its type cannot be told from '{DefaultCode}'. Declare it with one of the types {string.Join(", ", ParameterType.Names)} or an array of them.")
        : Type.ToLiteral(Name, text);
}
