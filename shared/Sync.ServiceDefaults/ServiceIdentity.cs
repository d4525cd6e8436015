namespace Sync.ServiceDefaults;

/// <summary>Which service this process is, and which instance of it.</summary>
public sealed record ServiceIdentity(string Service)
{
    /// <summary>New with every start: whoever held a lease before a crash is somebody else.</summary>
    public Guid Instance { get; } = Guid.NewGuid();
}
