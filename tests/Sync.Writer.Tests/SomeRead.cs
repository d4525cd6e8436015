using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Reads;

namespace Sync.Writer.Tests;

/// <summary>Read requests with nothing particular in them but what a test says.</summary>
internal static class SomeRead
{
    public static ReadRequest Request(string connection, string? record = null, string module = "Leads")
    {
        var delivery = Some.Number();
        return new ReadRequest
        {
            Key = $"{delivery}", DeliveryId = delivery, Connection = connection, Kind = $"{module}.update", Module = module,
            RecordId = record ?? $"L{delivery}", HintedAt = Some.Moment, ReceivedAt = Some.Moment.AddSeconds(1), Trace = "00-1-2-01",
        };
    }

    public static PendingRead Pending(long delivery, string record, string module = "Leads") => new()
    {
        Id = Some.Number(), Key = $"{delivery}", Connection = "sales", Kind = $"{module}.update", Module = module, RecordId = record,
        DeliveryId = delivery, HintedAt = Some.Moment.AddSeconds(delivery),
    };
}
