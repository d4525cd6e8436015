using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Sync.Console.Access;

/// <summary>Lets a call pass that carries the operator's token.</summary>
internal sealed class OperatorTokenFilter(IOptions<ConsoleOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _expected = Hash(options.Value.OperatorToken);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (CryptographicOperations.FixedTimeEquals(Hash(given), _expected))
        {
            return await next(context);
        }

        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            "Send the operator token as 'Authorization: Bearer <token>'.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
