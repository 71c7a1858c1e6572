using System.Text;

namespace ResearchKit.Display;

/// <summary>Types as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The type of a value, or <c>null</c>.</summary>
    public static string Of(object? value) => value is null ? "null" : Of(value.GetType());

    /// <summary>The name of a type without namespace, with its type arguments.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        if (IsAnonymous(type))
        {
            return "anonymous";
        }

        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var builder = new StringBuilder(tick < 0 ? type.Name : type.Name[..tick]);
        if (type.IsGenericType)
        {
            builder.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(Of)).Append('>');
        }

        return builder.ToString();
    }

    /// <summary>Whether the compiler made the type for <c>new { ... }</c>.</summary>
    public static bool IsAnonymous(Type type) => type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);
}
