namespace ResearchKit.Kernel.Sessions;

/// <summary>A secret that a reader typed; it shows as dots, so that it does not end up in a notebook by accident.</summary>
/// <param name="password">The secret.</param>
public sealed class PasswordString(string password)
{
    private readonly string _password = password ?? throw new ArgumentNullException(nameof(password));

    /// <summary>Gives the secret as it was typed.</summary>
    /// <returns>The text.</returns>
    public string GetClearTextPassword() => _password;

    /// <summary>Gives eight dots, whatever the secret.</summary>
    /// <returns>A text that says nothing.</returns>
    public override string ToString() => "••••••••";
}
