using System.ComponentModel.DataAnnotations;

namespace Sync.Ingress;

/// <summary>How deliveries are taken in.</summary>
public sealed class IngressOptions
{
    public const string Section = "Ingress";

    /// <summary>Largest body in bytes; a larger one is refused with 413. Vendors' webhooks stay far below the default of 1 MB.</summary>
    [Range(1_024, 100_000_000)]
    public int MaxBodyBytes { get; init; } = 1_000_000;

    /// <summary>Most deliveries that share one commit.</summary>
    [Range(1, 5_000)]
    public int CommitSize { get; init; } = 250;

    /// <summary>Commits under way at once. While they run, the next deliveries gather.</summary>
    [Range(1, 16)]
    public int Commits { get; init; } = 2;

    /// <summary>Seconds after which a stored delivery that nobody published is published by whoever finds it.</summary>
    [Range(1, 600)]
    public int PublishWithinSeconds { get; init; } = 5;

    /// <summary>Seconds after which a published delivery without an outcome is published again; doubles with each time, up to 64-fold.</summary>
    [Range(1, 86_400)]
    public int RepublishAfterSeconds { get; init; } = 60;

    /// <summary>What a sender is told to wait when neither PostgreSQL nor RabbitMQ can keep its delivery.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; init; } = 5;
}
