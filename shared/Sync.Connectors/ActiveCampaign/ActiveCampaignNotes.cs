using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Notes on contacts, deals, accounts and tasks.</summary>
internal sealed class ActiveCampaignNotes(ActiveCampaignClient client, ActiveCampaignMarks marks)
{
    public async Task<WriteOutcome> Add(Operation.AddNote note, CancellationToken ct)
    {
        if (!ActiveCampaignModules.TryFind(note.About.Module, out var module, out var fault))
        {
            return Outcome.Refused(fault);
        }

        if (module.RelType is not { } relType)
        {
            return Outcome.NotOffered("ActiveCampaign", $"notes on {module.Name}");
        }

        var (made, refusal) = await marks.Find(
            note.Mark, $"{module.Path}/{Uri.EscapeDataString(note.About.RecordId)}/notes", "notes", "note", fits: null, ct);
        return refusal ?? (made is not null ? Outcome.Done(made) : await Make(note, relType, ct));
    }

    public async Task<WriteOutcome> Change(string id, IReadOnlyDictionary<string, string?> fields, CancellationToken ct)
    {
        var sent = await client.Write(
            HttpMethod.Put, $"notes/{Uri.EscapeDataString(id)}", ActiveCampaignEnvelope.Of("note", fields), ct);
        return Outcome.Of(sent, _ => Outcome.Done(id));
    }

    private async Task<WriteOutcome> Make(Operation.AddNote note, string relType, CancellationToken ct)
    {
        var sent = await client.Write(HttpMethod.Post, "notes", ActiveCampaignEnvelope.Of("note", new Dictionary<string, string?>
        {
            ["note"] = note.Mark.Under(note.Text),
            ["relid"] = note.About.RecordId,
            ["reltype"] = relType,
        }), ct);
        return Outcome.Of(sent, reply => Outcome.Done(reply.Json.Member("note").Member("id").Text(), created: true));
    }
}
