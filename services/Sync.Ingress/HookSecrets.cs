using System.Security.Cryptography;
using System.Text;
using Sync.Policy;

namespace Sync.Ingress;

/// <summary>Knows whose secret an address carries; while one is exchanged, the former counts too. Takes as long for a wrong secret, or an
/// unknown connection, as for a right one.</summary>
internal sealed class HookSecrets(SyncPolicy policy)
{
    private static readonly byte[] Nobodys = RandomNumberGenerator.GetBytes(32);

    private readonly Dictionary<string, (ConnectionPolicy Connection, byte[] Hash, byte[] Former)> _known = policy.Connections.Values
        .ToDictionary(connection => connection.Name, connection =>
            (connection, Hash(connection.HookSecret), connection.FormerHookSecret is { } former ? Hash(former) : Nobodys));

    /// <summary>The connection, or null if there is none of that name with that secret.</summary>
    public ConnectionPolicy? Find(string name, string secret)
    {
        var isKnown = _known.TryGetValue(name, out var known);
        var given = Hash(secret);
        var isRight = CryptographicOperations.FixedTimeEquals(given, isKnown ? known.Hash : Nobodys)
            | CryptographicOperations.FixedTimeEquals(given, isKnown ? known.Former : Nobodys);
        return isKnown && isRight ? known.Connection : null;
    }

    // Hashes have one length whatever was sent, so the comparison tells nothing of the secret's length either.
    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
