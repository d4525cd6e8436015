using System.Net;
using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Puts into words why the console did not do what was asked.</summary>
internal static class Refusals
{
    public static CommandException Unreachable(Uri address, string why, Exception cause) => new(
        $"the console at {address} cannot be reached: {why.TrimEnd('.')}. "
        + $"Check that it runs and that --console or {SharedOptions.AddressVariable} names it.",
        cause: cause);

    public static CommandException Of(HttpStatusCode status, string body, Uri address, string? token) => new(status switch
    {
        HttpStatusCode.Unauthorized when string.IsNullOrWhiteSpace(token) =>
            $"the console wants a token. Set {SharedOptions.TokenVariable} to the operator's token.",
        HttpStatusCode.Unauthorized =>
            $"the console refused the token. Check {SharedOptions.TokenVariable}: the operator's token may have been changed.",
        HttpStatusCode.Forbidden => $"the token may not do this. {Detail(body)}".TrimEnd(),
        HttpStatusCode.NotFound => Detail(body) ?? $"not found at {address}.",
        HttpStatusCode.Conflict => Detail(body) ?? "the console says that this cannot be done now.",
        HttpStatusCode.BadRequest => Detail(body) ?? "the console did not understand the request.",
        _ => $"the console answered {(int)status}. {Detail(body) ?? "Its log says more."}",
    });

    /// <summary>The sentence of a problem document (RFC 9457), if the answer is one.</summary>
    private static string? Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.Text("detail") ?? problem.RootElement.Text("title");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
