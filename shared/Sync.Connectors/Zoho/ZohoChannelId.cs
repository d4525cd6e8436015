using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sync.Connectors.Zoho;

/// <summary>Names a connection's notification channel. Zoho lets the caller choose it, as digits, and takes a second registration under
/// the same one for the first: so whoever registers, it stays one.</summary>
public static class ZohoChannelId
{
    private const ulong First = 100_000_000_000_000;

    /// <summary>Fifteen digits, the same for the same name.</summary>
    public static string For(string connection)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(connection));
        return (First + (BinaryPrimitives.ReadUInt64BigEndian(hash) % (9 * First))).ToString(CultureInfo.InvariantCulture);
    }
}
