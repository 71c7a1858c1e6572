namespace TorchSharp;

/// <summary>Gives the component in a field another name than the field's when a module registers it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The name to register the component under.</summary>
    public string Name { get; set; } = "";
}
