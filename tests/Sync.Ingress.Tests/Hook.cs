using System.Text;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Ingress.Tests;

/// <summary>What senders send.</summary>
internal static class Hook
{
    public const string Path = "/hooks/marketing/" + PeoplePolicy.MarketingSecret;

    /// <summary>Unlike any other.</summary>
    public static string Body() => $"type=subscribe&contact%5Bid%5D={Some.Number()}&contact%5Bemail%5D=ada%40example.test";

    public static StringContent Form(string? body = null) => new(body ?? Body(), Encoding.UTF8, "application/x-www-form-urlencoded");

    /// <summary>A delivery past the door.</summary>
    public static StrandedDelivery Delivery(string? body = null) => new()
    {
        Key = Guid.NewGuid(), Connection = "marketing", ReceivedAt = Some.Moment, ContentType = "application/x-www-form-urlencoded",
        Headers = "{}", Body = Encoding.UTF8.GetBytes(body ?? Body()),
    };
}
