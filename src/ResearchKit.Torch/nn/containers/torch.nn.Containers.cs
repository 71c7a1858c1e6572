using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Creates a parameter from a tensor.</summary>
        /// <param name="data">The values; the parameter shares their memory.</param>
        /// <param name="requires_grad">Whether gradients are recorded.</param>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        /// <summary>Creates a list of parameters.</summary>
        /// <param name="parameters">The elements.</param>
        public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);

        /// <summary>Creates a dictionary of parameters.</summary>
        /// <param name="parameters">Names and parameters in order.</param>
        public static ParameterDict ParameterDict(params (string, Parameter)[] parameters)
        {
            var result = new ParameterDict();
            foreach (var item in parameters)
            {
                result.Add(item);
            }

            return result;
        }

        /// <summary>Creates a list of modules.</summary>
        /// <param name="modules">The elements.</param>
        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        /// <summary>Creates a list of modules of one type.</summary>
        /// <typeparam name="T">Type of the modules.</typeparam>
        /// <param name="modules">The elements.</param>
        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module => new(modules);

        /// <summary>Creates a dictionary of modules.</summary>
        /// <param name="modules">Names and modules in order.</param>
        public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

        /// <summary>Creates a dictionary of modules of one type.</summary>
        /// <typeparam name="T">Type of the modules.</typeparam>
        /// <param name="modules">Names and modules in order.</param>
        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
            where T : Module
        {
            var result = new ModuleDict<T>();
            foreach (var item in modules)
            {
                result.Add(item);
            }

            return result;
        }

        /// <summary>Creates an empty sequence of modules.</summary>
        public static Sequential Sequential() => new(Array.Empty<(string, Module<Tensor, Tensor>)>());

        /// <summary>Creates a sequence of named modules.</summary>
        /// <param name="modules">Names and modules in order.</param>
        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

        /// <summary>Creates a sequence of modules named by their position.</summary>
        /// <param name="modules">Modules in order.</param>
        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

        /// <summary>Creates a sequence of named modules.</summary>
        /// <param name="modules">Names and modules in order.</param>
        public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules)
            => new(modules.Select(item => (item.Item1, item.Item2)).ToArray());

        /// <summary>Creates a sequence of named modules.</summary>
        /// <param name="modules">Names and modules in order.</param>
        public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules.ToArray());

        /// <summary>Creates a sequence of named modules.</summary>
        /// <param name="modules">Names and modules in order.</param>
        public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules)
            => new(modules.Select(item => (item.Item1, item.Item2)).ToArray());

        /// <summary>Creates a sequence of modules named by their position.</summary>
        /// <param name="modules">Modules in order.</param>
        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());
    }
}
