using System.Reflection;

namespace TorchSharp;

/// <summary>Names of the components that module fields hold.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name in the field's <see cref="ComponentNameAttribute"/>, or else the name of the field.</summary>
    /// <param name="field">A field of a module.</param>
    public static string ComponentName(this FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.GetCustomAttribute<ComponentNameAttribute>() is { Name.Length: > 0 } attribute ? attribute.Name : field.Name;
    }
}
