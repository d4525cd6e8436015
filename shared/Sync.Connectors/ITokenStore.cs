namespace Sync.Connectors;

/// <summary>One access token a name for all instances: vendors end the oldest when many are made.</summary>
public interface ITokenStore
{
    /// <summary>The stored token, or a fresh one if there is none, it has run out, or it is the one just refused.
    /// However many ask at once, <paramref name="refresh"/> runs once.</summary>
    /// <param name="name">Of the connection and what its tokens are fetched with.</param>
    Task<CallResult<AccessToken>> Get(
        string name, AccessToken? refused, Func<CancellationToken, Task<CallResult<AccessToken>>> refresh, CancellationToken ct);
}
