using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Decides as if changes came now, tells what would be written, and keeps nothing of it.</summary>
internal sealed class PlanWritesConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, MessageSender sender, TimeProvider time)
    : IEnvelopeConsumer<PlanRequested>
{
    public async Task Consume(IReadOnlyList<PlanRequested> items, CancellationToken ct)
    {
        foreach (var request in items)
        {
            var now = time.GetUtcNow();
            await sender.Send(new PlanMade { Id = request.Id, At = now, Changes = await Plan(request.Changes, now, ct) }, ct);
        }
    }

    public DeadLettered Describe(PlanRequested item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, "plan", "What would be written could not be told", cause, time.GetUtcNow());

    private async Task<List<PlannedChange>> Plan(IReadOnlyList<PersonChange> changes, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        // Rolled back: a person that the changes would make is made for the decision and forgotten with it.
        await using var tx = await connection.BeginTransactionAsync(ct);
        var persons = (await tx.Resolve(policy, changes)).Persons;
        var rows = await tx.Lock([.. persons.Values.Distinct()]);
        var links = await tx.LinksOf(rows.Keys);
        return
        [
            .. changes.Select(change => persons.TryGetValue(change.Key, out var id)
                ? Planned(change, rows[id], [.. links[id]], now)
                : new PlannedChange { Key = change.Key, Outcome = $"{Outcomes.Filtered}: no-email", Writes = [] }),
        ];
    }

    private PlannedChange Planned(PersonChange change, PersonRow person, IReadOnlyCollection<LinkRow> links, DateTimeOffset now)
    {
        var decision = ChangeDecision.Decide(policy, person, person.ReadState(), links, change, now);
        return new PlannedChange
        {
            Key = change.Key,
            Outcome = decision.Outcome.Outcome,
            Writes =
            [
                .. decision.Writes.Select(write => Planned(write.Target, write.Module, write.RecordId, write.Fields, decision.State)),
                .. decision.Operations.Where(each => each.Mirrors is not null)
                    .Select(tag => Planned(tag.Target, tag.Module, tag.RecordId, Fields(tag), decision.State)),
            ],
        };
    }

    private static Dictionary<string, string?> Fields(OperationRequest tag) => new() { [tag.Mirrors!] = tag.TakesOff ? null : RecordTags.Yes };

    private static PlannedWrite Planned(
        string target, string? module, string? recordId, IReadOnlyDictionary<string, string?> fields, PersonState state) => new()
    {
        Target = target,
        Module = module,
        RecordId = recordId,
        Fields =
        [
            .. fields.Select(field => (field.Key, field.Value, State: state.Fields[field.Key])).Select(field => new PlannedField
            {
                Name = field.Key,
                Known = field.State.Shadows.GetValueOrDefault(target)?.Value,
                Value = field.Value,
                By = field.State.AgreedBy,
                At = field.State.AgreedAt,
            }),
        ],
    };
}
