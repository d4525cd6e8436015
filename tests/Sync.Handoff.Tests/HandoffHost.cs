using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>Class fixture: the consumers on a database of their own. Nobody empties the outbox, so that a test can look into it.</summary>
public sealed class HandoffHost : IAsyncLifetime
{
    internal const string Rules = """

        handoff:
          owners: [{ email: o1@a.test }, { email: o2@a.test }, { email: o3@a.test }, { email: o4@a.test }, { email: o5@a.test }, { email: o6@a.test }, { email: o7@a.test }]
          touch: { field: last_name, not: [New] }
          deals: { wonTag: customer, lostTag: no deal }
          plays:
            - name: demo
              when: { form: demo }
              unless: [{ field: phone, is: none }]
              assign: [{ owners: [o1@a.test, o2@a.test, o3@a.test, o4@a.test, o5@a.test, o6@a.test, o7@a.test] }]
              task: { subject: "Call {name}" }
            - name: follow
              when: { form: demo }
              assign: [{ owners: o3@a.test }]
              also: { note: "{name} sent {signal}.", owner: true, tags: [handed over], automations: ["31"] }
              task: { subject: "Call {name}" }
            - name: deal
              when: { form: demo }
              assign: [{ owners: o3@a.test }]
              also: { deal: { name: "{name} {play}", stage: Qualification, pipeline: Standard, amount: 1200.50, closesInDays: 30 } }
              task: { subject: "Call {name}" }
            - name: busy
              when: { changes: [{ field: phone, reaches: 50 }], form: demo }
              unlessOpenDeal: true
              assign: [{ owners: [o4@a.test, o5@a.test] }]
              task: { subject: "Call {name}" }
            - name: hot
              when: { changes: [{ field: phone, reaches: 50 }] }
              cooldownDays: 0
              assign: [{ owners: o2@a.test }]
              task: { subject: "Call {name}" }
            - name: again
              when: { changes: [{ field: phone, reaches: 50 }] }
              assign: [{ owners: o2@a.test }]
              task: { subject: "Call {name}" }
            - name: both
              when: { form: demo, tag: vip, allWithinDays: 10 }
              cooldownDays: 1
              assign: [{ owners: o2@a.test }]
              task: { subject: "Call {name}" }
            - { name: interest, weekly: true, when: { tag: hint }, unless: [{ field: phone, is: none }] }
            - name: alone
              when: { tag: alone }
              assign: [{ owners: o1@a.test }]
              task: { subject: "Call {name}" }
        """;

    private readonly Postgres _postgres = new();
    private WebApplication _app = null!;

    public Postgres Database => _postgres;

    internal JudgeSignalsConsumer Judge => _app.Services.GetRequiredService<JudgeSignalsConsumer>();

    internal LearnOperationsConsumer Learn => _app.Services.GetRequiredService<LearnOperationsConsumer>();

    internal Touching.NoteStatusesConsumer Statuses => _app.Services.GetRequiredService<Touching.NoteStatusesConsumer>();

    internal Deals.NoteDealsConsumer Deals => _app.Services.GetRequiredService<Deals.NoteDealsConsumer>();

    internal Weekly.WeeklyClock Weeks => _app.Services.GetRequiredService<Weekly.WeeklyClock>();

    internal Touching.TouchClock Clock => _app.Services.GetRequiredService<Touching.TouchClock>();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _app = Build(_postgres, Rules);
        await _app.Services.GetRequiredService<Migrator>().Run(CancellationToken.None);
    }

    /// <summary>A process on this database with these plays, not started.</summary>
    internal static WebApplication Build(Postgres postgres, string rules)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:ConnectionString", postgres.ConnectionString), new("Storage:MaxPoolSize", "30"),
            new("Messaging:Uri", "amqp://127.0.0.1:1/"),
        ]);
        builder.AddServiceDefaults("handoff");
        builder.Services.AddSingleton(PeoplePolicy.Read(PeoplePolicy.BothWays + rules));
        builder.AddStorage("handoff", typeof(HandoffRegistration).Assembly);
        builder.AddMessaging();
        builder.AddHandoff();
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    internal static SeenSignal Signal(long? person = null, string play = "demo", int second = 0, long? delivery = null, string? phone = null,
        string kind = "form", string value = "demo")
    {
        var number = delivery ?? Some.Number();
        var whose = person ?? Some.Number();
        return new SeenSignal
        {
            Signal = new PlaySignal { Key = $"{number}:2/2", Play = play, Kind = kind, Value = value },
            DeliveryId = number,
            Source = "marketing",
            PersonId = whose,
            Email = $"person{whose}@example.test",
            Fields = new Dictionary<string, string?> { ["first_name"] = "Ada", ["phone"] = phone },
            Records = [new PersonRecord("sales", "Leads", "7")],
            OccurredAt = Some.Moment.AddSeconds(second),
            ReceivedAt = Some.Moment.AddSeconds(second + 1),
        };
    }

    /// <summary>What was said about this delivery, oldest first.</summary>
    internal async Task<IReadOnlyList<T>> Said<T>(long delivery)
    {
        var bodies = await Database.Query<string>("""
            select body from handoff.outbox_message where contract = @contract and body like @about order by id
            """, new { contract = typeof(T).Name, about = $"%\"deliveryId\":{delivery},%" });
        return [.. bodies.Select(body => JsonSerializer.Deserialize<T>(body, OutboxJson.Options)!)];
    }

    internal async Task<OutcomeReached> Outcome(SeenSignal signal) =>
        (await Said<OutcomesReached>(signal.DeliveryId)).SelectMany(message => message.Items).Last(item => item.Key == signal.Signal.Key);
}
