using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ResearchKit.Bench.Merging;
using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Experts;

/// <summary>Merging the experts of a checkpoint from file to file, beside <c>cat</c> of what is read and <c>dd conv=fsync</c> of what is written.</summary>
/// <remarks>
/// Layers have the shape of OLMoE's (d = 2048, f = 1024, gated, BF16). The goals: at least 70 % of the speed of the
/// copying programs without alignment, and a peak of memory below three times the experts of the largest layer.
/// </remarks>
internal static class ExpertFilesBenchmark
{
    private const int ModelSize = 2048;
    private const int HiddenSize = 1024;

    private static readonly Option<double> Gigabytes = BenchOption.Amount("--gigabytes", "The size of the checkpoint, in gigabytes of whole layers.", 2);
    private static readonly Option<int> Experts = BenchOption.Count("--experts", "Experts of a layer.", 64);
    private static readonly Option<int> Keep = BenchOption.Count("--keep", "Experts of a layer after the merge.", 32);
    private static readonly Option<string> Align = BenchOption.Choice("--align", "Align the experts before they are merged.", "no", "yes");
    private static readonly Option<string> Folder = BenchOption.Folder();

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("experts-files", "Merging the experts of a checkpoint from file to file, beside cat of what is read and dd conv=fsync of what is written.")
        {
            Gigabytes, Experts, Keep, Align, Folder,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0.</returns>
    private static int Run(ParseResult parsed)
    {
        set_num_threads(1);
        var experts = parsed.GetValue(Experts);
        var keep = parsed.GetValue(Keep);
        var folder = Directory.CreateDirectory(Path.Combine(parsed.GetRequiredValue(Folder), $"experts-files-{Environment.ProcessId}")).FullName;
        try
        {
            var layerBytes = 3L * ModelSize * HiddenSize * 2 * experts;
            var layers = (int)Math.Max(1, Math.Round(parsed.GetValue(Gigabytes) * 1e9 / layerBytes));
            var input = Path.Combine(folder, "model.safetensors");
            Write(input, layers, experts);
            var output = Path.Combine(folder, "out");
            GC.Collect();
            var before = PeakMemory.Reset();
            using var checkpoint = ExpertCheckpoint.Open(input);
            var report = ExpertCheckpointMerge.Run(checkpoint, output, new ExpertCheckpointMergeOptions { Keep = keep, Align = parsed.GetValue(Align) == "yes", ShardBytes = long.MaxValue });
            var peak = PeakMemory.Bytes - before;
            var read = Seconds("cat", $"cat '{input}' > /dev/null");
            var written = Seconds("dd", $"dd if='{output}/model.safetensors' of='{folder}/copy' bs=4M conv=fsync status=none");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layers} layers of {experts} experts, {report.BytesBefore / 1e9:f2} GB -> {report.BytesAfter / 1e9:f2} GB, keep {keep}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"merge {report.Seconds:f2} s; cat {read:f2} s + dd conv=fsync {written:f2} s; ratio {(read + written) / report.Seconds:f2} (goal 0.70 without alignment)"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory beside start {peak / 1e6:f0} MB; experts of a layer {layerBytes / 1e6:f0} MB; ratio {(double)peak / layerBytes:f2} (goal below 3)"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string path, int layers, int experts)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var values = randn(1 << 22, generator: generator).to(ScalarType.BFloat16);
        var items = new List<SafetensorsLayout.Item>();
        for (var l = 0; l < layers; l++)
        {
            items.Add(Item($"model.layers.{l}.mlp.gate.weight", experts, ModelSize));
            for (var e = 0; e < experts; e++)
            {
                items.Add(Item($"model.layers.{l}.mlp.experts.{e}.gate_proj.weight", HiddenSize, ModelSize));
                items.Add(Item($"model.layers.{l}.mlp.experts.{e}.up_proj.weight", HiddenSize, ModelSize));
                items.Add(Item($"model.layers.{l}.mlp.experts.{e}.down_proj.weight", ModelSize, HiddenSize));
            }
        }

        var layout = new SafetensorsLayout(items, null);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        stream.Write(layout.Header);
        var offset = 0;
        for (var left = layout.FileBytes - layout.Header.Length; left > 0;)
        {
            // A start that moves, so that no two experts are alike.
            offset = (offset + 4098) % (values.bytes.Length / 2);
            var piece = values.bytes.Slice(offset, (int)Math.Min(left, values.bytes.Length / 2));
            stream.Write(piece);
            left -= piece.Length;
        }

        // Else the disk would still be busy with the input while the merge is timed, and no longer when dd is.
        stream.Flush(flushToDisk: true);
    }

    private static SafetensorsLayout.Item Item(string name, long rows, long columns) => new(name, ScalarType.BFloat16, [rows, columns], rows * columns * 2);

    private static double Seconds(string what, string command)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command } })!;
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"{what} failed");
    }
}
