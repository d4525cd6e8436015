namespace Sync.Connectors.Http;

/// <summary>One request to a vendor.</summary>
/// <param name="Writes">It may change something there: if no answer comes, it is unknown whether it did.</param>
internal sealed record VendorCall(HttpMethod Method, Uri Address, bool Writes)
{
    public (string Name, string Value)? Authorization { get; init; }

    /// <summary>Only what changed since, in the vendor's way of writing it: ISO 8601, not the web's own.</summary>
    public DateTimeOffset? ModifiedSince { get; init; }

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    /// <summary>What it takes of the vendor's daily allowance.</summary>
    public int Cost { get; init; } = 1;
}
