using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _componentsRegistered;

            /// <summary>Registers every module, parameter and tensor that a field of the object holds, under the field's name.</summary>
            /// <remarks>
            /// Fields are taken in declaration order, those of the most derived class first; null fields and names already taken are
            /// skipped. Plain tensors become buffers. Only the first call does anything.
            /// </remarks>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                {
                    return;
                }

                foreach (var field in ComponentFields(GetType()))
                {
                    var component = field.ComponentName();
                    if (_modules.ContainsKey(component) || _parameters.ContainsKey(component) || _buffers.ContainsKey(component))
                    {
                        continue;
                    }

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }

                _componentsRegistered = true;
            }

            /// <summary>Adds a sub-module.</summary>
            /// <param name="name">Its name within this module: not empty, no dot.</param>
            /// <param name="submodule">The module; null removes the name.</param>
            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null || submodule.IsDisposed)
                {
                    _modules.Remove(name);
                    return;
                }

                CheckName(name, "module");
                if (_modules.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Module '{GetName()}' already has a sub-module '{name}'.");
                }

                submodule.RegisterComponents();
                _modules.Add(name, submodule);
            }

            /// <summary>Adds a sub-module; another name for <see cref="register_module"/>.</summary>
            /// <param name="name">Its name within this module: not empty, no dot.</param>
            /// <param name="module">The module.</param>
            public void add_module(string name, Module? module) => register_module(name, module);

            /// <summary>Adds a parameter.</summary>
            /// <param name="name">Its name within this module.</param>
            /// <param name="param">The parameter.</param>
            /// <exception cref="ArgumentNullException">The parameter is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (!_parameters.TryAdd(name, param))
                {
                    throw new InvalidOperationException($"Module '{GetName()}' already has a parameter '{name}'.");
                }

                param.DetachFromDisposeScope();
            }

            /// <summary>Adds a buffer: a tensor that belongs to the state of the module and is not trained.</summary>
            /// <param name="name">Its name within this module.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether the buffer is part of <see cref="state_dict"/>.</param>
            /// <exception cref="ArgumentNullException">The tensor is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (!_buffers.TryAdd(name, (tensor, persistent)))
                {
                    throw new InvalidOperationException($"Module '{GetName()}' already has a buffer '{name}'.");
                }

                tensor.DetachFromDisposeScope();
            }

            /// <summary>Sets, replaces or (for null) removes a parameter.</summary>
            /// <param name="name">Its name within this module.</param>
            /// <param name="value">The new parameter or null.</param>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                {
                    _parameters.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _parameters[name] = value;
            }

            /// <summary>Sets, replaces or (for null) removes a buffer.</summary>
            /// <param name="name">Its name within this module.</param>
            /// <param name="value">The new tensor or null.</param>
            /// <param name="persistent">Whether the buffer is part of <see cref="state_dict"/>.</param>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _buffers.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _buffers[name] = (value, persistent);
            }

            /// <summary>Forgets all sub-modules without disposing them.</summary>
            protected void ClearModules() => _modules.Clear();

            private protected void RemoveParameter(string name) => _parameters.Remove(name);

            private protected void ClearParameters() => _parameters.Clear();

            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                var seen = new HashSet<string>(StringComparer.Ordinal);
                for (var current = type; current is not null && current != typeof(Module); current = current.BaseType)
                {
                    foreach (var field in current.GetFields(Own))
                    {
                        if (seen.Add(field.Name))
                        {
                            yield return field;
                        }
                    }
                }
            }

            private static void CheckName(string name, string what)
            {
                if (string.IsNullOrEmpty(name))
                {
                    throw new ArgumentException($"{what} name can't be empty string \"\"", nameof(name));
                }

                if (name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"{what} name can't contain \".\", got: {name}", nameof(name));
                }
            }
        }
    }
}
