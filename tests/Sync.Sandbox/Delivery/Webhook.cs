namespace Sync.Sandbox.Delivery;

/// <summary>One request to a receiver.</summary>
internal sealed record Webhook(string Vendor, string HookId, Uri Target, string ContentType, byte[] Body)
{
    /// <summary>Called with the receiver's status; 0 when it did not answer.</summary>
    public Action<int>? Answered { get; init; }

    /// <summary>Beyond the content type; a receiver sees them as sent.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sends the body as the query of a GET.</summary>
    public bool ByGet { get; init; }

    /// <summary>How long the vendor waits before it sends.</summary>
    public TimeSpan After { get; init; }

    public DateTimeOffset Due { get; init; }
}
