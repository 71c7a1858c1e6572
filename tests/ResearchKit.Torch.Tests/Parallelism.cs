// The global generator and the count of live tensors belong to the process, so that tests must not run side by side.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
