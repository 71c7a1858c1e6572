using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace ResearchKit.Merging;

/// <summary>A parameter of a registered merge method, taken from a property that can be set on creation.</summary>
public sealed class MergeParameter
{
    private readonly PropertyInfo _property;

    internal MergeParameter(PropertyInfo property, IMergeMethod defaults)
    {
        _property = property;
        Name = Snake(property.Name);
        Default = property.GetValue(defaults);
    }

    /// <summary>The name in recipes and on the command line: the property's in lower case with underscores.</summary>
    public string Name { get; }

    /// <summary>The value that the method has when nothing is given; null where the method finds a value itself.</summary>
    public object? Default { get; }

    /// <summary>The type of the value: a number, a whole number, true or false, a choice, or a number for each model.</summary>
    public Type Type => Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;

    /// <summary>What may be given, in words.</summary>
    public string Expected => Type.IsEnum ? string.Join(" | ", Enum.GetNames(Type).Select(Kebab))
        : Type == typeof(bool) ? "true | false"
        : Type == typeof(int) ? "a whole number"
        : Type == typeof(PerModel) ? "a number, or a list with one for each model"
        : "a number";

    /// <summary>Sets the parameter on a new method; errors of the property itself come through.</summary>
    internal void Set(IMergeMethod method, object value) =>
        _property.SetMethod!.Invoke(method, BindingFlags.DoNotWrapExceptions, null, [Convert(value)], CultureInfo.InvariantCulture);

    /// <summary>Lower case with a separator before each capital but the first.</summary>
    internal static string Kebab(string name) => Separate(name, '-');

    private static string Snake(string name) => Separate(name, '_');

    private static string Separate(string name, char separator)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private object Convert(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Type.IsInstanceOfType(value))
        {
            return value;
        }

        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (Type.IsEnum)
        {
            // Compared without separators, so that inverse-density, inverse_density and InverseDensity are one.
            var plain = text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
            var name = Enum.GetNames(Type).FirstOrDefault(name => name.Equals(plain, StringComparison.OrdinalIgnoreCase));
            return name is null ? throw Refusal(text) : Enum.Parse(Type, name);
        }

        if (Type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : throw Refusal(text);
        }

        if (Type == typeof(PerModel))
        {
            return value is IEnumerable list and not string ? PerModel.FromValues([.. list.Cast<object>().Select(Number)]) : PerModel.FromDouble(Number(value));
        }

        var number = Number(value);
        if (Type != typeof(int))
        {
            return number;
        }

        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : throw Refusal(text);
    }

    private double Number(object value)
    {
        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal(text ?? "");
    }

    private ArgumentException Refusal(string text) => new($"Parameter '{Name}' is '{text}'; expected {Expected}.");
}
