using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResearchKit.Display;

/// <summary>The public properties and fields of a value, read one by one.</summary>
internal static class Members
{
    /// <summary>Names and values in order of declaration; a getter that throws gives its exception as the value.</summary>
    public static List<KeyValuePair<string, object?>> Of(object value)
    {
        var members = new List<KeyValuePair<string, object?>>();
        foreach (var member in Readable(value.GetType()))
        {
            members.Add(new(member.Name, Read(member, value)));
        }

        return members;
    }

    /// <summary>The values of the members of a type, in the order of their names; nulls for a null record.</summary>
    public static IEnumerable<object?> Read(Type type, object? value) => Readable(type).Select(member => value is null ? null : Read(member, value));

    /// <summary>The names of the members of a type.</summary>
    public static List<string> NamesOf(Type type) => [.. Readable(type).Select(member => member.Name)];

    /// <summary>Whether the author of a type wrote a text form for it; the one the compiler writes for a record does not count.</summary>
    public static bool HasOwnText(Type type)
    {
        if (TypeNames.IsAnonymous(type))
        {
            return false;
        }

        var method = type.GetMethod(nameof(ToString), Type.EmptyTypes);
        return method?.DeclaringType is { } declaring
            && declaring != typeof(object)
            && declaring != typeof(ValueType)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
    }

    private static IEnumerable<MemberInfo> Readable(Type type)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers(Flags).OrderBy(member => Depth(member.DeclaringType)).ThenBy(member => member.MetadataToken))
        {
            var memberType = member switch
            {
                PropertyInfo property when property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 => property.PropertyType,
                FieldInfo field => field.FieldType,
                _ => null,
            };
            if (memberType is not null && !memberType.IsByRefLike && !memberType.IsByRef && !memberType.IsPointer && seen.Add(member.Name))
            {
                yield return member;
            }
        }
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static object? Read(MemberInfo member, object value)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null) : ((FieldInfo)member).GetValue(value);
        }
#pragma warning disable CA1031 // A getter may throw anything; what it threw is shown in the place of its value.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
