namespace Sync.Messaging;

/// <summary>No retry will help: the item belongs among the dead letters. Any other exception means try again.</summary>
public sealed class PermanentFailureException : Exception
{
    public PermanentFailureException(string failureClass, string message, Exception? cause = null)
        : base(message, cause) => FailureClass = failureClass;

    /// <summary>One of <see cref="Contracts.FailureClasses"/>.</summary>
    public string FailureClass { get; }
}
