using System.Text.Json;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Tags of contacts. A tag is put on by its number and taken off by the number of the link between it and the contact.</summary>
internal sealed class ActiveCampaignTagging(ActiveCampaignClient client, ActiveCampaignTagBook book)
{
    public async Task<WriteOutcome> Set(Operation.SetTag wanted, CancellationToken ct)
    {
        if (wanted.Module != ActiveCampaignModules.Contacts)
        {
            return Outcome.NotOffered("ActiveCampaign", $"tags of {wanted.Module}");
        }

        if (string.IsNullOrWhiteSpace(wanted.Tag))
        {
            return Outcome.Refused(FailureClasses.MissingField, "NO_TAG", "A tag needs a name.", "tag");
        }

        return wanted.Present ? await Add(wanted, isRepeat: false, ct) : await Remove(wanted, ct);
    }

    private async Task<WriteOutcome> Add(Operation.SetTag wanted, bool isRepeat, CancellationToken ct)
    {
        var (tag, fault) = await book.FindOrMake(wanted.Tag, ct);
        if (tag is null)
        {
            return Outcome.Refused(fault!);
        }

        var sent = await client.Write(HttpMethod.Post, "contactTags", Body(wanted.RecordId, tag), ct);
        if (!isRepeat && sent.Fault is { Class: FailureClasses.NotFound, Message: var missing }
            && missing.Contains("Tag", StringComparison.Ordinal))
        {
            // Somebody has deleted the tag since it was looked up.
            book.Forget(wanted.Tag);
            return await Add(wanted, isRepeat: true, ct);
        }

        // 201 says that the link is new, 200 that it was there.
        return Outcome.Of(sent, reply => Outcome.Done(wanted.RecordId, reply.Status == 201));
    }

    private async Task<WriteOutcome> Remove(Operation.SetTag wanted, CancellationToken ct)
    {
        var (tag, fault) = await book.Find(wanted.Tag, ct);
        if (fault is not null)
        {
            return Outcome.Refused(fault);
        }

        if (tag is null)
        {
            return Outcome.Done(wanted.RecordId);
        }

        var read = await client.Part($"contacts/{Uri.EscapeDataString(wanted.RecordId)}/contactTags", "contactTags", ct);
        if (!read.TryGet(out var links, out fault))
        {
            return Outcome.Refused(fault);
        }

        return await Unlink(links.FindAll(link => link.Member("tag").Text() == tag), ct) is { } refused
            ? Outcome.Refused(refused)
            : Outcome.Done(wanted.RecordId);
    }

    private async Task<VendorFault?> Unlink(List<JsonElement> links, CancellationToken ct)
    {
        foreach (var id in links.Select(link => link.Member("id").Text()).OfType<string>())
        {
            if (await client.Delete($"contactTags/{Uri.EscapeDataString(id)}", ct) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Body(string contact, string tag) => JsonBody.Of(json =>
    {
        json.WriteStartObject("contactTag");
        json.WriteString("contact", contact);
        json.WriteString("tag", tag);
        json.WriteEndObject();
    });
}
