namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The parameters and persistent buffers under their dotted names: own parameters, own buffers, then each sub-module in turn.</summary>
            /// <remarks>The tensors are the module's own, not copies. The keys equal those of PyTorch for the same structure.</remarks>
            /// <param name="destination">Dictionary to add to; a new one by default. Keys already there are kept.</param>
            /// <param name="prefix">Prefix of every key, without the final dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (key, parameter) in named_parameters(false))
                {
                    destination.TryAdd(start + key, parameter);
                }

                foreach (var (key, buffer) in named_buffers(false, include_nonpersistent: false))
                {
                    destination.TryAdd(start + key, buffer);
                }

                foreach (var (key, child) in named_children())
                {
                    child.state_dict(destination, start + key);
                }

                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of this module.</summary>
            /// <param name="source">Values by dotted name; element types are converted, shapes must be equal.</param>
            /// <param name="strict">Whether a missing or an unexpected key is an error.</param>
            /// <param name="skip">Keys to leave alone in both directions.</param>
            /// <returns>The names that the module has and the source lacks, and the names that the source has and the module lacks.</returns>
            /// <exception cref="InvalidOperationException">Keys differ and <paramref name="strict"/> is set, or a shape differs. Nothing is copied then.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                skip ??= [];
                var destination = state_dict();
                var unexpected = source.Keys.Where(key => !skip.Contains(key) && !destination.ContainsKey(key)).ToList();
                var missing = destination.Keys.Where(key => !skip.Contains(key) && !source.ContainsKey(key)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The state dict does not fit module '{GetName()}': missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                var pairs = new List<(Tensor Target, Tensor Value)>();
                foreach (var (key, value) in source)
                {
                    if (skip.Contains(key) || !destination.TryGetValue(key, out var target))
                    {
                        continue;
                    }

                    if (!target.shape.AsSpan().SequenceEqual(value.shape))
                    {
                        throw new InvalidOperationException(
                            $"The state dict does not fit module '{GetName()}': '{key}' has shape [{string.Join(", ", value.shape)}], expected [{string.Join(", ", target.shape)}].");
                    }

                    pairs.Add((target, value));
                }

                using (GradientMode.Off())
                {
                    foreach (var (target, value) in pairs)
                    {
                        InPlace.Copy(target, value);
                    }
                }

                return (missing, unexpected);
            }
        }
    }
}
