namespace Sync.Ingress;

/// <summary>What became of a delivery at the door.</summary>
internal enum Acceptance
{
    /// <summary>Neither store would have it: the sender has to come again.</summary>
    Refused,

    /// <summary>It is in the inbox.</summary>
    Stored,

    /// <summary>It was in the inbox already.</summary>
    Duplicate,

    /// <summary>PostgreSQL is away; it is in a durable queue on its way to the inbox.</summary>
    Stranded,
}
