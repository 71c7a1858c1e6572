#if TORCH_PROVIDER_LIBTORCH
using System.Reflection;
using TorchSharp.Interop;

namespace ResearchKit.Torch.Tests.Interop;

public class AtenTests
{
    [Fact]
    public void Should_Find_Every_Operator_When_Libtorch_Is_Asked_By_Name()
    {
        var missing = new List<string>();
        foreach (var field in typeof(Aten).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(Operator)))
        {
            try
            {
                Assert.StartsWith("aten::", ((Operator)field.GetValue(null)!).Schema, StringComparison.Ordinal);
            }
            catch (System.Runtime.InteropServices.ExternalException e)
            {
                missing.Add($"{field.Name}: {e.Message}");
            }
        }

        Assert.Empty(missing);
    }
}
#endif
