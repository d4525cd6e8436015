namespace Sync.Connectors;

/// <summary>How things stand after <see cref="IRegistration"/> was called.</summary>
/// <param name="Address">Null if the vendor sends nothing to us.</param>
/// <param name="Kinds">What is sent, in the vendor's words; may be less than was asked for.</param>
public sealed record RegistrationState(Uri? Address, IReadOnlyCollection<string> Kinds, IReadOnlyCollection<string> Sources)
{
    /// <summary>The vendor's id of it.</summary>
    public string? Id { get; init; }

    /// <summary>When the vendor stops sending; null if never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When to call again so that nothing runs out; null if that does not matter.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>What was done, in order; empty if all was well.</summary>
    public IReadOnlyList<RegistrationStep> Done { get; init; } = [];

    /// <summary>What is not as it was asked for, in words for people, e.g. a kind that the account does not offer.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>Something done to a registration.</summary>
public enum RegistrationStep
{
    Created,
    Corrected,
    Renewed,
    Recreated,
    DoubleRemoved,
    Removed,
}
