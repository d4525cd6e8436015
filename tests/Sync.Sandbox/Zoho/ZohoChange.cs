namespace Sync.Sandbox.Zoho;

/// <summary>What one call did to one record.</summary>
/// <param name="Operation">insert, update or delete: the words of deliveries, not those of subscriptions.</param>
/// <param name="Record">The record.</param>
/// <param name="Fields">Names of the fields that have changed.</param>
internal sealed record ZohoChange(string Operation, ZohoRecord Record, IReadOnlyList<string> Fields)
{
    public ZohoModule Module => Record.Module;

    /// <summary>The word by which channels and rules subscribe to it.</summary>
    public string Event => EventOf(Operation);

    public static string EventOf(string operation) => operation switch { "insert" => "create", "update" => "edit", _ => "delete" };
}
