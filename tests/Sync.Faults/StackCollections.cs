using Sync.Testing.Stacks;

// Two cores, and one stack fills them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Sync.Faults;

/// <summary>One process of each service: while it is down, nobody does its work.</summary>
public sealed class SingleStack() : StackFixture("single", Quick(instances: 1));

/// <summary>Two processes of each service.</summary>
public sealed class TwinStack() : StackFixture("twin", Quick(instances: 2));

[CollectionDefinition(nameof(SingleStack))]
public sealed class SingleStackCollection : ICollectionFixture<SingleStack>;

[CollectionDefinition(nameof(TwinStack))]
public sealed class TwinStackCollection : ICollectionFixture<TwinStack>;
