using System.ComponentModel.DataAnnotations;

namespace Sync.Ingress;

/// <summary>How deliveries are taken in.</summary>
public sealed class IngressOptions : IValidatableObject
{
    public const string Section = "Ingress";

    /// <summary>Largest body in bytes; a larger one is refused with 413. Vendors' webhooks stay far below the default of 1 MB.</summary>
    [Range(1_024, 100_000_000)]
    public int MaxBodyBytes { get; init; } = 1_000_000;

    /// <summary>Most deliveries that share one commit.</summary>
    [Range(1, 5_000)]
    public int CommitSize { get; init; } = 250;

    /// <summary>Commits under way at once. A further one starts when as many deliveries wait as the newest one carries, and at least 28.</summary>
    [Range(1, 16)]
    public int Commits { get; init; } = 2;

    /// <summary>Milliseconds after an envelope within which deliveries gather for the next one; the first after a silence waits for nobody.</summary>
    [Range(0, 5_000)]
    public int GatherMilliseconds { get; init; } = 60;

    /// <summary>Seconds after which a stored delivery that nobody published is published by whoever finds it.</summary>
    [Range(1, 600)]
    public int PublishWithinSeconds { get; init; } = 5;

    /// <summary>Seconds after which a published delivery without an outcome is published again; doubles with each time, up to 64-fold.</summary>
    [Range(1, 86_400)]
    public int RepublishAfterSeconds { get; init; } = 60;

    /// <summary>What a sender is told to wait when neither PostgreSQL nor RabbitMQ can keep its delivery.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; init; } = 5;

    /// <summary>Days that a settled delivery keeps its payload. As long can it be replayed.</summary>
    [Range(1, 3_650)]
    public int PayloadDays { get; init; } = 30;

    /// <summary>Days that a key is remembered. The same delivery coming later than that counts as new.</summary>
    [Range(1, 3_650)]
    public int KeyDays { get; init; } = 730;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyDays < PayloadDays)
        {
            yield return new ValidationResult(
                $"Ingress:KeyDays ({KeyDays}) is shorter than Ingress:PayloadDays ({PayloadDays}): a delivery could be replayed whose key is "
                + "forgotten, and taken for a new one. Raise KeyDays.");
        }
    }
}
