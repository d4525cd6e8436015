namespace Sync.Connectors;

/// <summary>One account, open for everything that a connector can do. The parts share one client and what it has learnt,
/// such as the numbers of custom fields.</summary>
public sealed record VendorConnection
{
    public required ITarget Target { get; init; }

    public required ISource Source { get; init; }

    public required IOperations Operations { get; init; }

    public required IMetadata Metadata { get; init; }

    public required IRegistration Registration { get; init; }

    public required ICheckup Checkup { get; init; }

    /// <summary>Null where the vendor's webhooks tell of deals.</summary>
    public IDealSource? Deals { get; init; }

    /// <summary>Null where the vendor has no bulk import of people.</summary>
    public IBulkImport? Import { get; init; }
}
