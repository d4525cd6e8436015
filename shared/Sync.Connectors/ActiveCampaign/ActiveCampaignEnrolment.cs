using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Contacts in automations. Some automations let a contact in again and again, so who is in already is left there.</summary>
internal sealed class ActiveCampaignEnrolment(ActiveCampaignClient client)
{
    private const string Active = "1";

    public async Task<WriteOutcome> Set(Operation.Enrol wanted, CancellationToken ct)
    {
        var read = await client.Part($"contacts/{Uri.EscapeDataString(wanted.ContactId)}/contactAutomations", "contactAutomations", ct);
        if (!read.TryGet(out var entries, out var fault))
        {
            return Outcome.Refused(fault);
        }

        var held = entries
            .FindAll(entry => (entry.Member("automation") ?? entry.Member("seriesid")).Text() == wanted.AutomationId
                && entry.Member("status").Text() == Active)
            .Select(entry => entry.Member("id").Text()).OfType<string>().ToList();
        return wanted.Present ? await Enter(wanted, held, ct) : await Leave(wanted, held, ct);
    }

    private async Task<WriteOutcome> Enter(Operation.Enrol wanted, List<string> held, CancellationToken ct)
    {
        if (held.Count > 0)
        {
            return Outcome.Done(held[0]);
        }

        var members = new Dictionary<string, string?> { ["contact"] = wanted.ContactId, ["automation"] = wanted.AutomationId };
        var sent = await client.Write(
            HttpMethod.Post, "contactAutomations", ActiveCampaignEnvelope.Of("contactAutomation", members), ct);
        return Outcome.Of(sent, reply => Outcome.Done(reply.Json.Member("contactAutomation").Member("id").Text(), created: true));
    }

    private async Task<WriteOutcome> Leave(Operation.Enrol wanted, List<string> held, CancellationToken ct)
    {
        foreach (var entry in held)
        {
            if (await client.Delete($"contactAutomations/{Uri.EscapeDataString(entry)}", ct) is { } fault)
            {
                return Outcome.Refused(fault);
            }
        }

        return Outcome.Done(wanted.ContactId);
    }
}
