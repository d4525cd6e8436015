namespace Sync.Connectors;

/// <summary>One access token per connection for all instances: vendors end the oldest when many are made.</summary>
public interface ITokenStore
{
    /// <summary>The stored token, or a fresh one if there is none, it has run out, or it is the one just refused.
    /// However many ask at once, <paramref name="refresh"/> runs once.</summary>
    Task<CallResult<AccessToken>> Get(
        string connection, AccessToken? refused, Func<CancellationToken, Task<CallResult<AccessToken>>> refresh, CancellationToken ct);
}
