using Xunit;

namespace Sync.Testing.Stacks;

/// <summary>Collection fixture: one stack for all tests of a collection. Derive from it to name it and to say how it is set.</summary>
public abstract class StackFixture(string name, IReadOnlyDictionary<string, string?> variables) : IAsyncLifetime
{
    private static readonly string[] Services = ["INGRESS", "MAPPER", "DEDUPE", "HANDOFF", "WRITER", "CONSOLE"];
    private Stack? _stack;

    public Stack Stack => _stack ?? throw new InvalidOperationException("The stack is there after InitializeAsync.");

    /// <summary>
    /// Settings under which a lost message comes back within seconds instead of a minute.
    /// </summary>
    /// <param name="instances">Processes of each service.</param>
    protected static Dictionary<string, string?> Quick(int instances)
    {
        var variables = Services.ToDictionary(service => $"SYNC_INSTANCES_{service}", _ => (string?)$"{instances}");
        variables["Ingress__RepublishAfterSeconds"] = "3";
        variables["Ingress__PublishWithinSeconds"] = "2";
        variables["Handoff__LookSeconds"] = "2";
        return variables;
    }

    public async ValueTask InitializeAsync() => _stack = await Stack.Start(name, variables, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stack is not null)
            await _stack.DisposeAsync();
    }
}
