using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Sync.Console.Access;

/// <summary>Tokens have 256 random bits, so that a plain hash keeps them secret.</summary>
internal static class TokenHash
{
    public static byte[] Of(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static string NewToken() => $"sync_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
}

/// <summary>The token of the settings: it may do everything, and makes the first account.</summary>
internal sealed class OperatorToken(IOptions<ConsoleOptions> options)
{
    private readonly byte[] _expected = TokenHash.Of(options.Value.OperatorToken);

    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(TokenHash.Of(given), _expected);
}
