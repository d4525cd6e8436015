using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>Work with nothing particular in it but what a test says.</summary>
internal static class SomeWork
{
    public static WriteRequest Request(string connection, string? email = null, params (string Field, string? Value)[] fields)
    {
        var address = email ?? Some.Email();
        return new WriteRequest
        {
            Key = $"{Some.Number()}>{connection}", DeliveryId = Some.Number(), Target = connection, Route = "people>sales",
            PersonId = Some.Number(),
            Email = address, Fields = Fields(fields), Whole = Fields([("email", address), ("last_name", "Lovelace"), .. fields]),
            Priority = WritePriority.Live, ChangedAt = Some.Moment, ReceivedAt = Some.Moment, PolicyVersion = "v1",
        };
    }

    public static PendingWork Pending(long person = 1, int at = 0, params (string Field, string? Value)[] fields)
    {
        var id = Some.Number();
        return new PendingWork
        {
            Id = id, Key = $"{id}>sales", Connection = "sales", Route = "people>sales", PersonId = person, Email = "ada@example.test",
            Fields = WorkJson.Write(Fields(fields)), DeliveryId = id, ChangedAt = Some.Moment.AddSeconds(at), ReceivedAt = Some.Moment,
            PolicyVersion = "v1", Priority = (int)WritePriority.Live,
        };
    }

    public static WriteUnit Unit(params PendingWork[] works) => Assert.Single(Coalescing.Merge(works, 100));

    private static Dictionary<string, string?> Fields((string Field, string? Value)[] fields) => fields.Length == 0
        ? new Dictionary<string, string?> { ["last_name"] = "Lovelace" }
        : fields.GroupBy(field => field.Field).ToDictionary(group => group.Key, group => group.Last().Value);
}
