namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls can be observed and changed by hooks.</summary>
        /// <typeparam name="TPreHook">Type of the hooks that run before the forward computation.</typeparam>
        /// <typeparam name="TPostHook">Type of the hooks that run after it.</typeparam>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private protected readonly OrderedDictionary<string, TPreHook> _preHooks = [];
            private protected readonly OrderedDictionary<string, TPostHook> _postHooks = [];
            private long _hookCount;

            /// <summary>Creates a module without hooks.</summary>
            /// <param name="name">Name of the module.</param>
            protected HookableModule(string name)
                : base(name)
            {
            }

            /// <summary>Adds a hook that sees the module, its input and its result and may return another result.</summary>
            /// <param name="hook">The hook; hooks run in the order in which they were added.</param>
            /// <returns>What takes the hook away again.</returns>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                var key = NextKey();
                _postHooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Adds a hook that sees the module and its input and may return another input.</summary>
            /// <param name="hook">The hook; hooks run in the order in which they were added.</param>
            /// <returns>What takes the hook away again.</returns>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var key = NextKey();
                _preHooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            // Counted rather than random: the library draws no hidden random numbers.
            private string NextKey() => (_hookCount++).ToString(System.Globalization.CultureInfo.InvariantCulture);

            private void Remove(string key)
            {
                _preHooks.Remove(key);
                _postHooks.Remove(key);
            }

            /// <summary>Takes one hook away from its module.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> _module;
                private readonly string _key;

                /// <summary>Remembers a hook.</summary>
                /// <param name="module">The module that has it.</param>
                /// <param name="key">The key under which it is kept.</param>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
                {
                    _module = module;
                    _key = key;
                }

                /// <summary>Removes the hook; a second call does nothing.</summary>
                public void remove() => _module.Remove(_key);
            }
        }
    }
}
