using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A level in the names of parameters without a computation of its own; its owner runs the parts.</summary>
internal sealed class Container(string name) : nn.Module(name);
