using System.ComponentModel.DataAnnotations;

namespace Sync.Messaging;

/// <summary>Where the broker is and how much is taken from it at once.</summary>
public sealed class MessagingOptions
{
    public const string Section = "Messaging";

    [Required(ErrorMessage = "Messaging:Uri is not set. Set Messaging__Uri, e.g. amqp://sync:password@127.0.0.1:5672/.")]
    public string Uri { get; init; } = "";

    /// <summary>Put before each queue and exchange name, so that installations can share a broker. Empty by default.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Envelopes that one queue hands to this process ahead of their turn.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; init; } = 16;

    /// <summary>Envelopes of one queue handled at once in this process.</summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = 2;

    /// <summary>Seconds to wait for the broker's confirmation before a send counts as failed.</summary>
    [Range(1, 60)]
    public int ConfirmTimeoutSeconds { get; init; } = 5;

    /// <summary>Seconds that the consumers may take to start while the broker answers; after them the service ends, to be started anew.</summary>
    [Range(1, 3_600)]
    public int StartSeconds { get; init; } = 30;
}
