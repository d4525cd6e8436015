using System.Text;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>Deliveries as the inbox hands them on.</summary>
internal static class SomeDelivery
{
    public const string Form = "application/x-www-form-urlencoded";

    public const string Json = "application/json";

    public static string Contact(string extra = "") =>
        "type=update&date_time=2026-03-14T04%3A26%3A53-05%3A00&contact%5Bid%5D=7&contact%5Bemail%5D=Ada%40Example.test"
        + $"&contact%5Bfirst_name%5D=%20Ada%20&contact%5Blast_name%5D=&contact%5Btags%5D=vip{extra}";

    public static ReceivedDelivery Of(string body, string connection = "marketing", string contentType = Form) => new()
    {
        Id = Some.Number(), Connection = connection, ReceivedAt = Some.Moment.AddSeconds(1), ContentType = contentType,
        Body = Encoding.UTF8.GetBytes(body), Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };
}
