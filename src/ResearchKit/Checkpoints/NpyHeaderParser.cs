using System.Globalization;

namespace ResearchKit.Checkpoints;

/// <summary>Reads the header text of a .npy file: a Python dictionary with three known keys.</summary>
/// <remarks>Understands strings, True, False and tuples of whole numbers, and nothing else; so nothing in a file can run.</remarks>
internal ref struct NpyHeaderParser
{
    private readonly string _path;
    private ReadOnlySpan<char> _rest;

    private NpyHeaderParser(string text, string path)
    {
        _rest = text;
        _path = path;
    }

    /// <summary>Parses a header.</summary>
    /// <exception cref="InvalidDataException">The text is not as expected; the message starts with the path.</exception>
    public static Fields Parse(string text, string path) => new NpyHeaderParser(text, path).Parse();

    private Fields Parse()
    {
        string? descriptor = null;
        bool? isFortran = null;
        long[]? shape = null;
        Take('{');
        while (!TryTake('}'))
        {
            var key = ReadString();
            Take(':');
            switch (key)
            {
                case "descr" when descriptor is null:
                    descriptor = ReadDescriptor();
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = ReadTruth();
                    break;
                case "shape" when shape is null:
                    shape = ReadTuple();
                    break;
                default:
                    throw Fault($"has the key '{key}' twice or unexpected; expected descr, fortran_order and shape");
            }

            if (!TryTake(','))
            {
                Take('}');
                break;
            }
        }

        if (!_rest.Trim(" \n\r\t\0").IsEmpty)
        {
            throw Fault("has more than one dictionary in its header");
        }

        return descriptor is not null && isFortran is not null && shape is not null
            ? new Fields(descriptor, isFortran.Value, shape)
            : throw Fault("lacks descr, fortran_order or shape in its header");
    }

    private string ReadDescriptor()
    {
        SkipSpace();
        return _rest.IsEmpty || _rest[0] != '['
            ? ReadString()
            : throw Fault("has structured elements (descr is a list); expected one plain number type");
    }

    private string ReadString()
    {
        SkipSpace();
        if (_rest.IsEmpty || (_rest[0] != '\'' && _rest[0] != '"'))
        {
            throw Fault($"has {Here()} in its header; expected a string");
        }

        var end = _rest[1..].IndexOf(_rest[0]);
        if (end < 0)
        {
            throw Fault("has a string without an end in its header");
        }

        var value = _rest.Slice(1, end).ToString();
        _rest = _rest[(end + 2)..];
        return value;
    }

    private bool ReadTruth()
    {
        SkipSpace();
        foreach (var (word, value) in ((string, bool)[])[("True", true), ("False", false)])
        {
            if (_rest.StartsWith(word, StringComparison.Ordinal))
            {
                _rest = _rest[word.Length..];
                return value;
            }
        }

        throw Fault($"has {Here()} as fortran_order; expected True or False");
    }

    private long[] ReadTuple()
    {
        var sizes = new List<long>();
        Take('(');
        while (!TryTake(')'))
        {
            SkipSpace();
            var digits = _rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                throw Fault($"has {Here()} in its shape; expected whole numbers from 0 to 2^63 - 1");
            }

            // Python 2 wrote long numbers as 3L.
            _rest = _rest[(_rest[digits] == 'L' ? digits + 1 : digits)..];
            sizes.Add(size);
            if (!TryTake(','))
            {
                Take(')');
                break;
            }
        }

        return [.. sizes];
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Fault($"has {Here()} in its header; expected '{expected}'");
        }
    }

    private bool TryTake(char expected)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t\r\n");

    private readonly string Here() => _rest.IsEmpty ? "nothing more" : $"'{_rest[..Math.Min(_rest.Length, 12)]}'";

    private readonly InvalidDataException Fault(string what) => new($"{_path}: {what}");

    /// <summary>What a header says.</summary>
    internal readonly record struct Fields(string Descriptor, bool IsFortran, long[] Shape);
}
