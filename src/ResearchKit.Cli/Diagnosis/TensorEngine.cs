using System.Globalization;
using TorchSharp;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>Tries the tensor engine.</summary>
internal static class TensorEngine
{
    private const string OwnAdvice =
        "the kit computes with libtorch. Debian: 'sudo apt-get install libtorch-dev', then build again; "
        + "conda: 'conda env create -f environment.yml'; elsewhere: set LIBTORCH to a folder with libtorch's include/ and lib/ and build again.";

    private const string OfficialAdvice =
        "this build computes with the official TorchSharp. Its native part comes from the folder that TorchSharpPath named, or from the packages, and loads only beside "
        + "the libtorch that it was built for: install that version, name its folder by LD_LIBRARY_PATH, or build TorchSharp for the libtorch that is here.";

    private static string Advice => TorchSharpLibrary.IsProvider ? OfficialAdvice : OwnAdvice;

    /// <summary>Looks at the provider and multiplies two small matrices.</summary>
    /// <returns>The findings; one is broken when libtorch cannot be loaded or does not compute.</returns>
    public static IReadOnlyList<Finding> Examine()
    {
        var provider = typeof(torch).Assembly.GetName();
        var findings = new List<Finding> { new("tensors", "provider", $"{provider.Name} {provider.Version}") };
        var output = Console.Out;
        try
        {
            Console.SetOut(TextWriter.Null); // TorchSharp's loader prints a trace when it fails, and the report may be JSON.
            using var matrix = torch.ones([2, 2]);
            using var product = matrix.matmul(matrix);
            using var sum = product.sum();
            var isRight = sum.item<float>() == 8;
            findings.Add(new Finding("tensors", "libtorch", torch.__version__, isRight ? FindingState.Good : FindingState.Broken, isRight ? null : "a product of two matrices came out wrong. " + Advice));
            findings.Add(new Finding("tensors", "threads", torch.get_num_threads().ToString(CultureInfo.InvariantCulture)));
            findings.Add(new Finding("tensors", "device", torch.cuda.is_available() ? $"cpu, cuda ({torch.cuda.device_count()} devices)" : "cpu (no CUDA device)"));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever keeps the engine from working is the finding: a missing library, a wrong version, a symbol that is not there.
            var cause = error is TypeInitializationException ? error.InnerException ?? error : error;
            findings.Add(new Finding("tensors", "libtorch", $"does not work: {TorchSharpLibrary.WhyNot() ?? cause.Message}", FindingState.Broken, Advice));
        }
        finally
        {
            Console.SetOut(output);
        }

        return findings;
    }
}
