using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ResearchKit.Tests.Shared;

/// <summary>Lists what an assembly offers, one member a line, in a form that two assemblies can be compared by.</summary>
internal static class ApiSurface
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The public and protected members of an assembly's public types, in order.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>Lines such as <c>TorchSharp.torch.zeros(Int64[], ScalarType?, ...) : Tensor</c>.</returns>
    public static IReadOnlyList<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal).ToList();

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Name(type)} : {Kind(type)}";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type))
            {
                yield return $"{Name(type)}.{value}";
            }

            yield break;
        }

        foreach (var member in type.GetMembers(Own).Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute), false)))
        {
            if (Line(member) is { } line)
            {
                yield return $"{Name(type)}.{line}";
            }
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo c when IsVisible(c) && !c.IsStatic => $"new({Parameters(c)})",
        MethodInfo m when IsVisible(m) && m.Name != "Finalize" && !IsAccessor(m) => $"{m.Name}{Generics(m)}({Parameters(m)}) : {Name(m.ReturnType)}",
        PropertyInfo p when (p.GetMethod ?? p.SetMethod) is { } accessor && IsVisible(accessor) => Property(p),
        FieldInfo { IsPublic: true } f => $"{f.Name} : {Name(f.FieldType)}",
        _ => null,
    };

    private static string Property(PropertyInfo p)
    {
        var parameters = p.GetIndexParameters();
        var index = parameters.Length == 0 ? string.Empty : $"[{string.Join(", ", parameters.Select(q => Name(q.ParameterType)))}]";
        return $"{p.Name}{index} : {Name(p.PropertyType)}";
    }

    private static bool IsVisible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo m) =>
        m.IsSpecialName && (m.Name.StartsWith("get_", StringComparison.Ordinal) || m.Name.StartsWith("set_", StringComparison.Ordinal));

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p => Name(p.ParameterType)));

    private static string Generics(MethodInfo m) => m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : string.Empty;

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        var text = new StringBuilder(type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace is null or "System" ? string.Empty : type.Namespace + ".");
        text.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType && type.GetGenericArguments().Length > 0 && type.DeclaringType?.IsGenericType != true)
        {
            text.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(Name)).Append('>');
        }

        return text.ToString();
    }
}
