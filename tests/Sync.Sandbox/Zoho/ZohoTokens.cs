using System.Security.Cryptography;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>Codes, refresh tokens and access tokens, and how many of each there may be.</summary>
internal sealed class ZohoTokens(TimeProvider clock)
{
    private const int RealPerTenMinutes = 10;
    private const int RealActive = 30;
    private const int MostRefreshTokens = 20;
    public const string FirstCode = "sandbox-code";
    public const string FirstRefreshToken = "sandbox-refresh";

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, ZohoGrant> _codes = [];
    private readonly Dictionary<string, ZohoGrant> _refresh = [];
    private readonly List<string> _oldestRefresh = [];
    private readonly Dictionary<string, (DateTimeOffset Expiry, ZohoGrant Grant)> _access = [];
    private readonly Queue<string> _oldestAccess = new();

    /// <summary>Access tokens that one refresh token may bring within ten minutes; null lifts the limit.</summary>
    public int? PerTenMinutes { get; set; } = RealPerTenMinutes;

    /// <summary>Access tokens alive at once; one more silently ends the oldest.</summary>
    public int Active { get; set; } = RealActive;

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Refresh tokens that may be granted within a minute.</summary>
    public SlidingLimit Grants { get; } = new(clock, TimeSpan.FromMinutes(1)) { Limit = 5 };

    /// <summary>The grant of an access token that is still good.</summary>
    public ZohoGrant? Find(string access) => _access.TryGetValue(access, out var held) && clock.GetUtcNow() < held.Expiry ? held.Grant : null;

    public void Expire(string access) => _access.Remove(access);

    public ZohoGrant? Refresh(string refresh) => _refresh.GetValueOrDefault(refresh);

    /// <summary>A new code for the consent that a user has given.</summary>
    public string NewCode(ZohoGrant consent)
    {
        var code = $"1000.{Hex()}.{Hex()}";
        _codes[code] = consent with { Expiry = clock.GetUtcNow() + CodeLife };
        return code;
    }

    /// <summary>Takes a code, which is then used up.</summary>
    public ZohoGrant? TakeCode(string code) =>
        _codes.Remove(code, out var grant) && (grant.Expiry is null || clock.GetUtcNow() < grant.Expiry) ? grant : null;

    /// <summary>The first code brings the refresh token that everybody knows; any other brings a new one. The 21st ends the oldest.</summary>
    public ZohoGrant Keep(ZohoGrant grant, string code)
    {
        var token = code == FirstCode ? FirstRefreshToken : $"1000.{Hex()}.{Hex()}";
        var kept = grant with { RefreshToken = token, Expiry = null };
        _refresh[token] = kept;
        _oldestRefresh.Remove(token);
        _oldestRefresh.Add(token);
        while (_oldestRefresh.Count > MostRefreshTokens)
        {
            Revoke(_oldestRefresh[0]);
        }

        return kept;
    }

    /// <summary>Ends a refresh token with all access tokens that it has brought, or a single access token.</summary>
    public bool Revoke(string token)
    {
        _oldestRefresh.Remove(token);
        foreach (var access in _access.Where(each => each.Value.Grant.RefreshToken == token).Select(each => each.Key).ToList())
        {
            _access.Remove(access);
        }

        return _refresh.Remove(token) || _access.Remove(token);
    }

    /// <summary>Whether the refresh token has brought too many access tokens lately.</summary>
    public bool TryTake(ZohoGrant grant)
    {
        grant.Brought.Limit = PerTenMinutes;
        return grant.Brought.TryTake();
    }

    public string NewAccess(ZohoGrant grant)
    {
        var token = $"1000.{Hex()}.{Hex()}";
        _access[token] = (clock.GetUtcNow() + Life, grant);
        _oldestAccess.Enqueue(token);
        while (_oldestAccess.Count > Active)
        {
            _access.Remove(_oldestAccess.Dequeue());
        }

        return token;
    }

    /// <summary>The credentials of a fresh sandbox and its limits. Access tokens that are out stay good.</summary>
    public void Reset(string dataCentre)
    {
        var first = new ZohoGrant(ZohoScopes.Usual, dataCentre, new SlidingLimit(clock, TimeSpan.FromMinutes(10)));
        _codes.Clear();
        _codes[FirstCode] = first;
        _refresh.Clear();
        _refresh[FirstRefreshToken] = first with { RefreshToken = FirstRefreshToken };
        _oldestRefresh.Clear();
        _oldestRefresh.Add(FirstRefreshToken);
        (PerTenMinutes, Active, Life) = (RealPerTenMinutes, RealActive, TimeSpan.FromHours(1));
        Grants.Limit = 5;
        Grants.Clear();
    }

    private static string Hex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
