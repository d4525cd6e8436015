namespace Sync.Connectors.Tests;

/// <summary>Keeps one token a connection, as all instances together do.</summary>
internal sealed class FakeTokens : ITokenStore
{
    private AccessToken? _stored;

    public int Refreshed { get; private set; }

    public AccessToken? Stored => _stored;

    public async Task<CallResult<AccessToken>> Get(
        string name, AccessToken? refused, Func<CancellationToken, Task<CallResult<AccessToken>>> refresh, CancellationToken ct)
    {
        if (_stored is not null && _stored != refused)
        {
            return CallResult<AccessToken>.Ok(_stored);
        }

        Refreshed++;
        var made = await refresh(ct);
        _stored = made.Value ?? _stored;
        return made;
    }
}
