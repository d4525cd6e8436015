using Sync.Testing.Stacks;

// All tests look at one stack; several at once would only make it slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Sync.Pipeline.Tests;

/// <summary>Two processes of each service: what holds with two holds with one.</summary>
public sealed class PipelineStack() : StackFixture("pipeline", Quick(instances: 2));

[CollectionDefinition(nameof(PipelineStack))]
public sealed class PipelineStackCollection : ICollectionFixture<PipelineStack>;
