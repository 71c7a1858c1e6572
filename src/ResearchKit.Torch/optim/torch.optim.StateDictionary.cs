using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            /// <summary>What an optimiser remembers: the options of its groups and the state of each parameter.</summary>
            public class StateDictionary
            {
                internal StateDictionary(List<OptimizerOptions> options, List<OptimizerState> state)
                {
                    Options = options;
                    State = state;
                }

                /// <summary>The options of each group.</summary>
                public List<OptimizerOptions> Options { get; }

                /// <summary>The state of each parameter, group by group.</summary>
                public List<OptimizerState> State { get; }
            }
        }
    }
}
