namespace Sync.Connectors;

/// <summary>A person who works in the account.</summary>
/// <param name="Email">Lower-cased and trimmed, or null.</param>
/// <param name="IsActive">May sign in and own records. Vendors that do not say count as yes.</param>
/// <param name="IsConfirmed">Has accepted the invitation. Vendors that do not say count as yes.</param>
public sealed record UserInfo(string Id, string Name, string? Email, bool IsActive, bool IsConfirmed);
