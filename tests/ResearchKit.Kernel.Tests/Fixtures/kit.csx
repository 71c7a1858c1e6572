#r "../nowhere/ResearchKit.dll"
#r "../nowhere/ResearchKit.Torch.dll"

global using ResearchKit;
global using ResearchKit.Display;
global using TorchSharp;

double Square(double x) => x * x;
