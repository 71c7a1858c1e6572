using System.Globalization;
using System.IO.Compression;
using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Reads the optical digits from the copy inside this assembly.</summary>
/// <remarks>A line is 64 pixels from 0 to 16 and the digit, with commas between.</remarks>
internal static class DigitsReader
{
    private const string Resource = "ResearchKit.Data.digits.csv.gz";
    private const int Side = 8;
    private const float LargestPixel = 16;

    /// <summary>Reads all images in the file's order.</summary>
    /// <returns>Images (1797, 1, 8, 8) and labels that the caller owns.</returns>
    public static LabelledImages Read()
    {
        using var resource = typeof(DigitsReader).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the assembly was built without its resource {Resource}");
        using var text = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var pixels = new List<float>();
        var labels = new List<long>();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            for (var i = 0; i < Side * Side; i++)
            {
                pixels.Add(int.Parse(fields[i], CultureInfo.InvariantCulture) / LargestPixel);
            }

            labels.Add(long.Parse(fields[^1], CultureInfo.InvariantCulture));
        }

        return new LabelledImages(
            tensor(pixels.ToArray(), [labels.Count, 1, Side, Side], ScalarType.Float32),
            tensor(labels.ToArray(), [labels.Count], ScalarType.Int64));
    }
}
