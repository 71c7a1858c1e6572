using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ResearchKit.Checkpoints;

namespace ResearchKit.Tests.Checkpoints;

/// <summary>Headers that were made to mislead, each with one fault of a known kind somewhere in a valid file: all are refused, and the message says why.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    private const int Files = 10_000;

    // A kind of fault: how it is made, and words of the message, one of which has to be there.
    private static readonly (string Kind, Action<Draft, Random> Make, string[] Reasons)[] Faults =
    [
        ("overlap", (draft, random) => draft.Shift(random, -1), ["begins at byte", "data_offsets"]),
        ("gap", (draft, random) => draft.Shift(random, +1), ["begins at byte", "within", "of data; its tensors take"]),
        ("negative", (draft, random) => draft.Pick(random).SetAny(random, "-" + random.Next(1, 100)), ["no whole number"]),
        ("huge", (draft, random) => draft.Pick(random).SetAny(random, Huge(random)), ["no whole number", "fits 63 bits", "within", "takes"]),
        ("fraction", (draft, random) => draft.Pick(random).SetAny(random, "1.5"), ["no whole number"]),
        ("text for a number", (draft, random) => draft.Pick(random).SetAny(random, "\"4\""), ["no whole number"]),
        ("wrong size", (draft, random) => draft.Pick(random).Shape[0] += random.Next(1, 9), ["takes"]),
        ("wrong dtype size", (draft, random) => draft.Pick(random).Widen(), ["takes"]),
        ("unknown dtype", (draft, random) => draft.Pick(random).Type = Pick(random, "F8", "f32", "Q4", "", "F32 ", "complex64"), ["has the dtype"]),
        ("duplicate name", (draft, random) => draft.Duplicate(random), ["twice"]),
        ("duplicate key", (draft, random) => draft.Pick(random).Extra = ",\"dtype\":\"F32\"", ["twice"]),
        ("unknown key", (draft, random) => draft.Pick(random).Extra = ",\"exec\":\"x\"", ["has the key"]),
        ("missing key", (draft, random) => draft.Pick(random).Without = Pick(random, "dtype", "shape", "data_offsets"), ["lacks"]),
        ("turned offsets", (draft, random) => draft.Pick(random).Turn(), ["data_offsets"]),
        ("one offset", (draft, random) => draft.Pick(random).OneOffset = true, ["data_offsets"]),
        ("many dimensions", (draft, random) => draft.Pick(random).Shape.AddRange(Enumerable.Repeat(1L, 65)), ["dimensions"]),
        ("not UTF-8", (draft, random) => draft.Garbage = Pick<byte[]>(random, [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]), ["not the JSON"]),
        ("nesting", (draft, random) => draft.Pick(random).Extra = ",\"shape2\":" + new string('[', random.Next(5, 500)), ["has the key", "not the JSON"]),
        ("cut off", (draft, random) => draft.Cut = random.NextDouble(), ["long", "promises", "within", "of data"]),
        ("trailing data", (draft, random) => draft.Trailing = random.Next(1, 50), ["of data; its tensors take"]),
        ("header length", (draft, random) => draft.HeaderLength = Pick<ulong>(random, ulong.MaxValue, long.MaxValue, 100_000_001UL, 1UL << 40), ["promises a header"]),
        ("short header", (draft, random) => draft.HeaderLength = (ulong)random.Next(1, 20), ["not the JSON", "is None", "expected"]),
        ("metadata of numbers", (draft, _) => draft.Metadata = "\"__metadata__\":{\"a\":1},", ["__metadata__"]),
        ("metadata as a tensor", (draft, _) => draft.Metadata = "\"__metadata__\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},", ["__metadata__"]),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Refuse_Ten_Thousand_Hostile_Headers_With_The_Reason()
    {
        var random = new Seed(2026).For("hostile").ToRandom();
        for (var i = 0; i < Files; i++)
        {
            var (kind, make, reasons) = Faults[i % Faults.Length];
            var draft = new Draft(random);
            make(draft, random);
            var path = _folder.Write($"{i}.safetensors", draft.ToBytes());

            var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path).Dispose());

            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.True(reasons.Any(reason => error.Message.Contains(reason, StringComparison.Ordinal)), $"{kind}: {error.Message}");
            File.Delete(path);
        }
    }

    [Fact]
    public void Should_Accept_The_Same_Files_Without_A_Fault()
    {
        var random = new Seed(2026).For("sound").ToRandom();
        for (var i = 0; i < Faults.Length; i++)
        {
            using var file = SafetensorsFile.Open(_folder.Write($"{i}.safetensors", new Draft(random).ToBytes()));
            Assert.NotEmpty(file.Entries);
        }
    }

    private static string Huge(Random random) => Pick(random, "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e300", "99999999999999999999999999", "4611686018427387904");

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>An entry that can be made wrong.</summary>
    private sealed class Entry(string name, string type, List<long> shape, long begin, long end)
    {
        private readonly string?[] _numbers = new string?[3];

        public string Name { get; set; } = name;

        public string Type { get; set; } = type;

        public List<long> Shape { get; } = shape;

        public long Begin { get; set; } = begin;

        public long End { get; set; } = end;

        public string Extra { get; set; } = "";

        public string? Without { get; set; }

        public bool OneOffset { get; set; }

        public void SetAny(Random random, string number) => _numbers[random.Next(3)] = number;

        public void Widen() => Type = Type is "F64" or "I64" ? "U8" : "F64";

        public void Turn() => (Begin, End) = (End, Begin);

        public override string ToString()
        {
            var shape = string.Join(',', Shape.Select((size, i) => i == 0 && _numbers[0] is { } number ? number : size.ToString(CultureInfo.InvariantCulture)));
            var offsets = (_numbers[1] ?? Begin.ToString(CultureInfo.InvariantCulture)) + (OneOffset ? "" : "," + (_numbers[2] ?? End.ToString(CultureInfo.InvariantCulture)));
            string[] parts = [.. new[] { $"\"dtype\":\"{Type}\"", $"\"shape\":[{shape}]", $"\"data_offsets\":[{offsets}]" }.Where(part => Without is null || !part.StartsWith($"\"{Without}\"", StringComparison.Ordinal))];
            return $"\"{Name}\":{{{string.Join(',', parts)}{Extra}}}";
        }
    }

    /// <summary>A valid file of a few tensors, to be made wrong.</summary>
    private sealed class Draft
    {
        private readonly List<Entry> _entries = [];
        private readonly long _dataBytes;

        public Draft(Random random)
        {
            for (var i = random.Next(2, 6); i > 0; i--)
            {
                var (type, size) = HostileHeaderTests.Pick(random, ("F32", 4), ("F16", 2), ("BF16", 2), ("F64", 8), ("U8", 1), ("I64", 8));
                var shape = new List<long> { random.Next(1, 6), random.Next(1, 6) };
                var end = _dataBytes + (shape[0] * shape[1] * size);
                _entries.Add(new Entry($"layer.{i}.weight", type, shape, _dataBytes, end));
                _dataBytes = end;
            }
        }

        public byte[] Garbage { get; set; } = [];

        public double? Cut { get; set; }

        public int Trailing { get; set; }

        public ulong? HeaderLength { get; set; }

        public string Metadata { get; set; } = "";

        public Entry Pick(Random random) => _entries[random.Next(_entries.Count)];

        public void Shift(Random random, int direction)
        {
            // Never the first one towards the front, where there is nothing to overlap with.
            var entry = _entries[random.Next(1, _entries.Count)];
            var by = direction * random.Next(1, (int)Math.Max(2, entry.Begin));
            (entry.Begin, entry.End) = (entry.Begin + by, entry.End + by);
        }

        public void Duplicate(Random random)
        {
            var source = Pick(random);
            _entries[(_entries.IndexOf(source) + 1) % _entries.Count].Name = source.Name;
        }

        public byte[] ToBytes()
        {
            byte[] header = [.. Encoding.UTF8.GetBytes("{" + Metadata), .. Garbage.Length > 0 ? [(byte)'"', .. Garbage, (byte)'"', (byte)':'] : Array.Empty<byte>(), .. Encoding.UTF8.GetBytes(string.Join(',', _entries) + "}")];
            byte[] content = [.. new byte[8], .. header, .. new byte[_dataBytes + Trailing]];
            BinaryPrimitives.WriteUInt64LittleEndian(content, HeaderLength ?? (ulong)header.Length);
            return Cut is { } share ? content[..(int)(content.Length * share)] : content;
        }
    }
}
