using System.Security.Cryptography;
using System.Text;

namespace Sync.Handoff.Notifying;

/// <summary>Signs by Standard Webhooks. Pure.</summary>
internal static class Signature
{
    /// <param name="id">The same for each try, so that the receiver knows a repetition.</param>
    /// <param name="seconds">When it is sent, in seconds since 1970.</param>
    public static string Of(byte[] secret, string id, long seconds, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{seconds}.{body}"))))}";
}
