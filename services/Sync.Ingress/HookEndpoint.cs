using System.Diagnostics;
using Microsoft.Extensions.Options;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Ingress;

/// <summary>The address that vendors call. Verifies, stores, acknowledges; never 410, which would switch ActiveCampaign off for good.</summary>
internal sealed class HookEndpoint(HookSecrets secrets, Inbox inbox, IOptions<IngressOptions> options, TimeProvider time)
{
    private readonly string _retryAfter = $"{options.Value.RetryAfterSeconds}";

    public async Task Receive(HttpContext context)
    {
        if (secrets.Find((string)context.GetRouteValue("connection")!, (string)context.GetRouteValue("secret")!) is not { } connection)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return;
        }

        try
        {
            var body = await RequestBody.Read(context.Request, context.RequestAborted);
            // Some vendors probe with an empty POST when a webhook is registered.
            context.Response.StatusCode = body.Length == 0 ? StatusCodes.Status200OK : await Store(context, connection, body);
        }
        catch (BadHttpRequestException refused)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
    }

    private async Task<int> Store(HttpContext context, ConnectionPolicy connection, byte[] body)
    {
        switch (await inbox.Accept(Read(context.Request, connection, body, time.GetUtcNow())))
        {
            case Acceptance.Stored or Acceptance.Stranded:
                return StatusCodes.Status202Accepted;
            case Acceptance.Duplicate:
                return StatusCodes.Status200OK;
            default:
                context.Response.Headers.RetryAfter = _retryAfter;
                return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static StrandedDelivery Read(HttpRequest request, ConnectionPolicy connection, byte[] body, DateTimeOffset now)
    {
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : null;
        var webhook = KnownConnectors.All[connection.Vendor].Webhook;
        return new StrandedDelivery
        {
            Key = webhook.Key(connection.Name, new WebhookBody(request.ContentType, query, body, now)),
            Connection = connection.Name,
            ReceivedAt = now,
            ContentType = request.ContentType,
            Query = query,
            Headers = RequestHeaders.AsJson(request.Headers),
            Body = body,
            Trace = Activity.Current?.Id,
        };
    }
}
