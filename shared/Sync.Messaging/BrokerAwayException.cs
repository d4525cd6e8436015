namespace Sync.Messaging;

/// <summary>The broker did not confirm. It may still have taken the message, so a repeat must be harmless.</summary>
public sealed class BrokerAwayException(string message, Exception cause) : IOException(message, cause);
