using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Changes of people in the marketing account.</summary>
internal static class Change
{
    /// <param name="record">The source's number of the contact.</param>
    /// <param name="at">Seconds after some moment.</param>
    public static PersonChange Of(string record, string? email, int at = 0, params (string Field, string? Value)[] fields)
    {
        var delivery = Some.Number();
        var all = fields.ToDictionary(field => field.Field, field => field.Value);
        if (email is not null)
        {
            all["email"] = email;
        }

        return new PersonChange
        {
            Key = $"{delivery}", DeliveryId = delivery, Source = "marketing", Kind = "update", Module = "contacts", RecordId = record,
            Email = email,
            ChangedAt = Some.Moment.AddSeconds(at), ReceivedAt = Some.Moment.AddSeconds(at + 1), MappedAt = Some.Moment.AddSeconds(at + 1),
            Fields = all,
        };
    }

    /// <summary>The target has what a request asked for.</summary>
    public static SettledWrite Settled(this WriteRequest request, string module, string record) => new()
    {
        Key = request.Key, Target = request.Target, PersonId = request.PersonId, Module = module, RecordId = record,
        Fields = request.Fields,
        ChangedAt = request.ChangedAt,
    };
}
