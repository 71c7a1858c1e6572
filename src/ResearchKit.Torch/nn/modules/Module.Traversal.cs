using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The direct sub-modules with their names, in registration order.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules.Select(entry => (entry.Key, entry.Value));

            /// <summary>The direct sub-modules.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>All sub-modules with their dotted names: the direct ones first, then theirs; this module itself is not among them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                {
                    yield return child;
                }

                foreach (var (prefix, child) in named_children())
                {
                    foreach (var (suffix, module) in child.named_modules())
                    {
                        yield return ($"{prefix}.{suffix}", module);
                    }
                }
            }

            /// <summary>All sub-modules, without this module itself.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>The parameters with their dotted names, own ones first, each object once.</summary>
            /// <param name="recurse">Whether to include those of the sub-modules.</param>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (key, parameter) in _parameters)
                {
                    if (seen.Add(parameter))
                    {
                        yield return (key, parameter);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, child) in named_children())
                {
                    foreach (var (suffix, parameter) in child.named_parameters())
                    {
                        if (seen.Add(parameter))
                        {
                            yield return ($"{prefix}.{suffix}", parameter);
                        }
                    }
                }
            }

            /// <summary>The parameters, own ones first, each object once.</summary>
            /// <param name="recurse">Whether to include those of the sub-modules.</param>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The buffers with their dotted names, own ones first, each object once.</summary>
            /// <param name="recurse">Whether to include those of the sub-modules.</param>
            /// <param name="include_nonpersistent">Whether to include buffers that are not part of <see cref="state_dict"/>.</param>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (key, (tensor, persistent)) in _buffers)
                {
                    if ((persistent || include_nonpersistent) && seen.Add(tensor))
                    {
                        yield return (key, tensor);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, child) in named_children())
                {
                    foreach (var (suffix, tensor) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(tensor))
                        {
                            yield return ($"{prefix}.{suffix}", tensor);
                        }
                    }
                }
            }

            /// <summary>The buffers, own ones first, each object once.</summary>
            /// <param name="recurse">Whether to include those of the sub-modules.</param>
            /// <param name="include_nonpersistent">Whether to include buffers that are not part of <see cref="state_dict"/>.</param>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
                => named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>Whether there is a parameter of that dotted name.</summary>
            /// <param name="target">Dotted name.</param>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>The parameter of that dotted name, or null.</summary>
            /// <param name="target">Dotted name.</param>
            public virtual Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _parameters.TryGetValue(target, out var parameter)
                    ? parameter
                    : InChild(target, static (child, rest) => child.get_parameter(rest));
            }

            /// <summary>Whether there is a buffer of that dotted name.</summary>
            /// <param name="target">Dotted name.</param>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The buffer of that dotted name, or null.</summary>
            /// <param name="target">Dotted name.</param>
            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _buffers.TryGetValue(target, out var buffer)
                    ? buffer.Tensor
                    : InChild(target, static (child, rest) => child.get_buffer(rest));
            }

            private T? InChild<T>(string target, Func<Module, string, T?> find)
                where T : class
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0)
                {
                    return null;
                }

                var prefix = target[..dot];
                foreach (var (key, child) in named_children())
                {
                    if (key == prefix && find(child, target[(dot + 1)..]) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            }
        }
    }
}
