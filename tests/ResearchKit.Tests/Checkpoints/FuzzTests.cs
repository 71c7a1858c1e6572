using System.Buffers.Binary;
using ResearchKit.Checkpoints;

namespace ResearchKit.Tests.Checkpoints;

/// <summary>Damaged files end in an exception that names the file, or in tensors; never in anything else.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Files = 10_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Survive_Damaged_Safetensors_Files() => Fuzz(
        [File.ReadAllBytes(Reference.PathOf("pytorch.safetensors")), Small()],
        path =>
        {
            foreach (var tensor in Safetensors.Load(path).Values)
            {
                tensor.Dispose();
            }
        });

    [Fact]
    public void Should_Survive_Damaged_Npy_Files() => Fuzz(
        [.. new[] { "little-f4", "big-f8", "bool", "fortran", "scalar", "version3", "structured" }.Select(name => File.ReadAllBytes(Reference.PathOf(name + ".npy")))],
        path => Npy.Load(path).Dispose());

    private static byte[] Small()
    {
        var header = """{"w":{"dtype":"BOOL","shape":[2,2],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[2],"data_offsets":[4,8]}}"""u8.ToArray();
        byte[] content = [.. new byte[8], .. header, .. new byte[8]];
        BinaryPrimitives.WriteInt64LittleEndian(content, header.Length);
        return content;
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        var damaged = content.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            // Most faults go into the first bytes, where the headers are.
            var at = random.Next(random.Next(2) == 0 ? damaged.Count : Math.Min(damaged.Count, 160));
            switch (random.Next(7))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 20), damaged.Count - at - 1));
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, Math.Min(random.Next(1, 20), damaged.Count - at)));
                    break;
                case 4:
                    damaged[at] = (byte)"0123456789-[]{}(),:'\"L"[random.Next(22)];
                    break;
                case 5:
                    damaged.RemoveRange(at + 1, damaged.Count - at - 1);
                    break;
                case 6:
                    damaged.InsertRange(at, "9999999999"u8.ToArray().Take(random.Next(1, 10)));
                    break;
            }
        }

        return [.. damaged];
    }

    private void Fuzz(byte[][] sources, Action<string> read)
    {
        var random = new Seed(2026).For("fuzz").ToRandom();
        var refused = 0;
        for (var i = 0; i < Files; i++)
        {
            // A new name each time: overwriting one file makes some file systems wait for the disk.
            var path = _folder.Write($"fuzz-{i}.bin", Damage(sources[i % sources.Length], random));
            try
            {
                read(path);
            }
            catch (InvalidDataException error)
            {
                refused++;
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }

            File.Delete(path);
        }

        Assert.InRange(refused, Files / 2, Files);
    }
}
