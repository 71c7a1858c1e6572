namespace ResearchKit.Display;

/// <summary>One way to write values of a type in one MIME type; it returns false to pass the value on.</summary>
internal sealed record FormatterEntry(Type Type, string MimeType, Func<object, TextWriter, bool> Write)
{
    private const int InterfaceDistance = 1000;
    private const int ObjectDistance = 2000;

    /// <summary>Makes an entry for one type.</summary>
    public static FormatterEntry For<T>(string mimeType, Func<T, string> format) =>
        new(typeof(T), mimeType, (value, writer) =>
        {
            writer.Write(format((T)value));
            return true;
        });

    /// <summary>How far a value's type is from the type of this entry, or null when the entry does not apply.</summary>
    /// <remarks>A class is nearer than its base, a closed generic nearer than the open one, any class nearer than an interface, and object is last.</remarks>
    public int? DistanceFrom(Type valueType)
    {
        if (Type == typeof(object))
        {
            return ObjectDistance;
        }

        var distance = 0;
        for (var type = valueType; type is not null; type = type.BaseType, distance += 2)
        {
            if (type == Type)
            {
                return distance;
            }

            if (IsOpenFormOf(type))
            {
                return distance + 1;
            }
        }

        foreach (var type in valueType.GetInterfaces())
        {
            if (type == Type)
            {
                return InterfaceDistance;
            }

            if (IsOpenFormOf(type))
            {
                return InterfaceDistance + 1;
            }
        }

        return null;
    }

    private bool IsOpenFormOf(Type type) =>
        Type.IsGenericTypeDefinition && type.IsGenericType && type.GetGenericTypeDefinition() == Type;
}
