// The shared first cell of every notebook: #load "kit.csx".
// `researchkit run` and the kit's kernel take these assemblies from the running program, wherever the paths point;
// another C# kernel (.NET Interactive, dotnet-script) reads the ones that `dotnet build ResearchKit.sln -c Release` made.
#r "../artifacts/bin/ResearchKit.Cli/release/ResearchKit.Torch.dll"
#r "../artifacts/bin/ResearchKit.Cli/release/ResearchKit.dll"
#r "../artifacts/bin/ResearchKit.Cli/release/ResearchKit.Display.dll"

// Global, because only those reach the cells that come after the one that loads this file.
global using System;
global using System.Collections.Generic;
global using System.IO;
global using System.Linq;
global using ResearchKit;
global using ResearchKit.Assignment;
global using ResearchKit.Checkpoints;
global using ResearchKit.Comparison;
global using ResearchKit.Compression;
global using ResearchKit.Connectivity;
global using ResearchKit.Data;
global using ResearchKit.Display;
global using ResearchKit.Experts;
global using ResearchKit.Experts.Checkpoints;
global using ResearchKit.Graphs;
global using ResearchKit.Graphs.Neural;
global using ResearchKit.Matching;
global using ResearchKit.Merging;
global using ResearchKit.Merging.Ensembles;
global using ResearchKit.Merging.Fitting;
global using ResearchKit.Merging.Methods;
global using ResearchKit.Merging.PartialMatching;
global using ResearchKit.Merging.Transport;
global using ResearchKit.Merging.Zip;
global using ResearchKit.Models;
global using ResearchKit.Models.MixtureOfExperts;
global using ResearchKit.Onnx;
global using ResearchKit.Permutations;
global using ResearchKit.Statistics;
global using ResearchKit.Training;
global using ResearchKit.Training.MixtureOfExperts;
global using TorchSharp;
global using static ResearchKit.Display.Displays;
global using static TorchSharp.torch;
