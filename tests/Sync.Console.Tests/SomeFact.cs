using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>What stages report.</summary>
internal static class SomeFact
{
    public static OutcomeReached Matched(long delivery, string? email, string outcome = Outcomes.Passed, bool final = false) => new()
    {
        Key = $"{delivery}", DeliveryId = delivery, Stage = Stages.Matched, Outcome = outcome, Final = final, Email = email, PersonId = PersonOf(email),
        Source = "marketing", Kind = "update", Module = "contacts", RecordId = "70", ReceivedAt = Some.Moment,
        MappedAt = Some.Moment.AddSeconds(1),
        At = Some.Moment.AddSeconds(2),
    };

    public static OutcomeReached Written(long delivery, string email, string outcome = Outcomes.Written) => new()
    {
        Key = $"{delivery}>sales", DeliveryId = delivery, Stage = Stages.Written, Outcome = outcome, Final = true, Email = email,
        PersonId = PersonOf(email),
        Target = "sales", Module = "Leads", RecordId = "L1", ReceivedAt = Some.Moment, At = Some.Moment.AddSeconds(3),
    };

    /// <summary>A number of his own for everybody: what is told of one must not be told of all.</summary>
    public static long PersonOf(string? email) => email is null ? Some.Number() : 1_000_000_000 + (uint)StringComparer.Ordinal.GetHashCode(email);

    public static ConflictNoted Conflict(string email, long version = 4, bool isOpen = true) => new()
    {
        PersonId = Some.Number(), Email = email, Field = "phone", IsOpen = isOpen, Version = version, At = DateTimeOffset.UtcNow,
        Winner = new ConflictClaim("+46 8 1", "sales", Some.Moment.AddSeconds(20)),
        Loser = new ConflictClaim("+46 8 2", "marketing", Some.Moment.AddSeconds(21)),
    };

    /// <summary>A record of the first says the address of the second.</summary>
    public static ReviewNoted Review(string claimant, string owner) => new()
    {
        Id = Some.Number(), Address = owner, Connection = "sales", Module = "Leads", RecordId = "11", IsOpen = true,
        OpenedAt = DateTimeOffset.UtcNow, At = DateTimeOffset.UtcNow,
        Claimant = Person(claimant, [new("sales", "Leads", "11"), new("marketing", "contacts", "70")], ("phone", "+46 8 1"), ("first_name", "Ada")),
        Owner = Person(owner, [new("marketing", "contacts", "71")], ("first_name", "Ida"), ("company", null)),
    };

    private static ReviewedPerson Person(string email, ReviewedRecord[] records, params (string Name, string? Value)[] fields) => new()
    {
        Id = Some.Number(), Email = email, Addresses = [email], Records = records,
        Fields = [.. fields.Select(field => new ReviewedField(field.Name, field.Value, "sales", Some.Moment))],
    };

    /// <summary>A write of one record.</summary>
    public static CallMade Call(long delivery = 0) => new()
    {
        Id = Guid.CreateVersion7(), Connection = "sales", Purpose = CallMade.Write, At = DateTimeOffset.UtcNow,
        Calls = [new(DateTimeOffset.UtcNow, "POST", "/crm/v8/coql", 200, 12), new(DateTimeOffset.UtcNow, "POST", "/crm/v8/Leads", 201, 31)],
        Records =
        [
            new CalledRecord
            {
                Deliveries = [delivery], Module = "Leads", RecordId = "L1", Outcome = Outcomes.Written, PolicyVersion = "1f2e3d4c5b6a",
                Before = new Dictionary<string, string?> { ["Phone"] = null, ["Company"] = "Lovelace" },
                Sent = new Dictionary<string, string?> { ["Phone"] = "+46 8 1", ["Company"] = "Lovelace Ltd", ["Last_Name"] = "<b>Lind</b>" },
            },
        ],
    };

    public static DeadLettered Letter(long? delivery, string? key = null, string? email = null) => new()
    {
        Key = key ?? $"{delivery}>sales", DeliveryId = delivery, Stage = Stages.Written, Class = FailureClasses.Validation,
        Code = "INVALID_DATA",
        Field = "Phone", Reason = "INVALID_DATA in Phone: too long", Connection = "sales", Email = email, Item = """{"phone":"1"}""",
        At = Some.Moment.AddSeconds(3),
    };

    public static HandoffNoted Handoff(string play) => new()
    {
        Id = $"{Guid.NewGuid():N}", Play = play, Signal = "form demo-request", PersonId = Some.Number(), Email = Some.Email(), DeliveryId = Some.Number(),
        State = Outcomes.HandedOff, Detail = $"{play}: to mia@acme.test (in turn among 3).", Owner = "mia@acme.test", OccurredAt = Some.Moment,
        DueAt = Some.Moment.AddMinutes(15), Target = "sales", At = Some.Moment.AddSeconds(1),
    };
}
