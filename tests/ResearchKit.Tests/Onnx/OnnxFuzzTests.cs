using System.Buffers.Binary;
using ResearchKit.Onnx;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Onnx;

/// <summary>Damaged files end in an exception that says what is wrong, or in a model that runs; never in anything else.</summary>
public sealed class OnnxFuzzTests : IDisposable
{
    /// <summary>Files of each network; 2,100 together.</summary>
    private const int Files = 700;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mlp")]
    [InlineData("tiny")]
    [InlineData("heads")]
    public void Should_Survive_Damaged_Files(string name)
    {
        var content = File.ReadAllBytes(Path.Combine(OnnxFiles.Reference, $"{name}.onnx"));
        var path = _folder["damaged.onnx"];
        var (derived, refused) = (0, 0);
        for (var trial = 0; trial < Files; trial++)
        {
            using var scope = NewDisposeScope();
            File.WriteAllBytes(path, Damage(content, new Seed(5).For(name, trial).ToRandom()));
            try
            {
                using var model = OnnxModel.Load(path);
                _ = OnnxSpecs.Derive(model);
                derived++;
            }
            catch (Exception error) when (error is InvalidDataException or ArgumentException)
            {
                Assert.NotEmpty(error.Message);
                Assert.True(error is not InvalidDataException || error.Message.Contains(path, StringComparison.Ordinal), error.ToString());
                refused++;
            }
        }

        Assert.Equal(Files, derived + refused);
        Assert.True(refused > Files / 4, $"{refused} of {Files} damaged files were refused");
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        var bytes = content.ToArray();
        for (var edit = 1 + random.Next(4); edit > 0; edit--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..Math.Max(1, at)];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    break;
                case 4 when bytes.Length >= at + 8:
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), ulong.MaxValue >> random.Next(64));
                    break;
                default:
                    bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
                    break;
            }

            if (bytes.Length == 0)
            {
                return [0];
            }
        }

        return bytes;
    }
}
