using System.Text.Json;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Subscriptions to mailing lists. The API subscribes whomever it is told to, those who opted out by themselves included, so
/// the state is read before and only a newer confirmed opt-in reopens it.</summary>
internal sealed class ActiveCampaignSubscriptions(ActiveCampaignClient client)
{
    public const string Active = "1";
    public const string Unsubscribed = "2";
    private const string Unconfirmed = "0";

    public async Task<WriteOutcome> Set(Operation.SetSubscription wanted, CancellationToken ct)
    {
        if (!wanted.Subscribed)
        {
            return await Write(wanted, Unsubscribed, reopens: false, ct);
        }

        var read = await client.Part($"contacts/{Uri.EscapeDataString(wanted.ContactId)}/contactLists", "contactLists", ct);
        if (!read.TryGet(out var links, out var fault))
        {
            return Outcome.Refused(fault);
        }

        var link = links.Where(link => link.Member("list").Text() == wanted.ListId).Select(link => (JsonElement?)link).LastOrDefault();
        var state = link.Member("status").Text() ?? (IsOut(links) ? Unsubscribed : null);
        return state == Active ? Outcome.Done(wanted.ContactId)
            : Objection(state, LeftAt(link, links), wanted.OptIn) is { } objection
                ? Outcome.Refused(FailureClasses.Validation, Operation.Consent, objection, "status")
                : await Write(wanted, Active, reopens: link.Member("status").Text() == Unsubscribed, ct);
    }

    /// <summary>Unsubscribes a contact from every list that mail could still come from. May be repeated.</summary>
    public async Task<VendorFault?> LeaveAll(string contactId, CancellationToken ct)
    {
        var read = await client.Part($"contacts/{Uri.EscapeDataString(contactId)}/contactLists", "contactLists", ct);
        if (!read.TryGet(out var links, out var fault))
        {
            return fault;
        }

        foreach (var link in links.Where(link => link.Member("status").Text() is Active or Unconfirmed))
        {
            var wanted = new Operation.SetSubscription(contactId, link.Member("list").Text() ?? "", Subscribed: false);
            if (await Write(wanted, Unsubscribed, reopens: false, ct) is WriteOutcome.Refused refused)
            {
                return refused.Fault;
            }
        }

        return null;
    }

    /// <summary>Whether a contact wants no more mail: it has left a list, and mail could not come from any other.</summary>
    /// <returns>Null with a fault; a contact that is not there has left nothing.</returns>
    public async Task<(bool? HasLeft, VendorFault? Fault)> HasLeftAll(string contactId, CancellationToken ct)
    {
        var read = await client.Part($"contacts/{Uri.EscapeDataString(contactId)}/contactLists", "contactLists", ct);
        return read.TryGet(out var links, out var fault) ? (IsOut(links), null)
            : fault.Class == FailureClasses.NotFound ? (false, null) : (null, fault);
    }

    /// <summary>All lists that a contact is or was on; none where it is not there.</summary>
    public async Task<CallResult<IReadOnlyList<Subscription>>> Of(string contactId, CancellationToken ct)
    {
        var read = await client.Part($"contacts/{Uri.EscapeDataString(contactId)}/contactLists", "contactLists", ct);
        return read.TryGet(out var links, out var fault) ? CallResult<IReadOnlyList<Subscription>>.Ok([.. links.Select(Read)])
            : fault.Class == FailureClasses.NotFound ? CallResult<IReadOnlyList<Subscription>>.Ok([])
            : CallResult<IReadOnlyList<Subscription>>.Failed(fault);
    }

    /// <summary>Why somebody in this state is not subscribed; null if he may be. Pure.</summary>
    /// <param name="state">Of the link to the list; null if he was never on it, and has not left all others either.</param>
    /// <param name="unsubscribedAt">ActiveCampaign calls it the link's <c>udate</c>; where it cannot be read, no opt-in is surely newer.</param>
    public static string? Objection(string? state, DateTimeOffset? unsubscribedAt, ConfirmedOptIn? optIn) => (state, optIn) switch
    {
        (null, _) => null,
        (Unsubscribed, null) => "The contact has unsubscribed: only a confirmed opt-in subscribes again.",
        (Unsubscribed, _) when unsubscribedAt is null => "The contact has unsubscribed, and it cannot be read when: nobody knows whether the opt-in is newer.",
        (Unsubscribed, { } word) when unsubscribedAt >= word.At => "The contact has unsubscribed after the opt-in.",
        (Unconfirmed, null) => "The contact has not confirmed the subscription yet.",
        (_, null) => "Mail to the contact has bounced: only a confirmed opt-in subscribes again.",
        _ => null,
    };

    private static Subscription Read(JsonElement link) => new(
        link.Member("list").Text() ?? "",
        link.Member("status").Text() switch
        {
            Active => SubscriptionState.Active,
            Unconfirmed => SubscriptionState.Pending,
            _ => SubscriptionState.Off,
        },
        CentralTime.Parse(link.Member("sdate").Text()));

    private static bool IsOut(List<JsonElement> links) =>
        links.Exists(link => link.Member("status").Text() == Unsubscribed) && !links.Exists(link => link.Member("status").Text() is Active or Unconfirmed);

    // Who was never on this list has left the last of the others.
    private static DateTimeOffset? LeftAt(JsonElement? link, List<JsonElement> links) => link is not null
        ? CentralTime.Parse(link.Member("udate").Text())
        : links.Max(each => CentralTime.Parse(each.Member("udate").Text()));

    private async Task<WriteOutcome> Write(Operation.SetSubscription wanted, string state, bool reopens, CancellationToken ct)
    {
        var sent = await client.Write(HttpMethod.Post, "contactLists", JsonBody.Of(json =>
        {
            json.WriteStartObject("contactList");
            json.WriteString("list", wanted.ListId);
            json.WriteString("contact", wanted.ContactId);
            json.WriteString("status", state);
            if (reopens)
            {
                // Source: "Update list status for a contact": needed to subscribe somebody who has unsubscribed.
                json.WriteNumber("sourceid", 4);
            }

            json.WriteEndObject();
        }), ct);
        return Outcome.Of(sent, reply => (reply.Json.Member("contactList").Member("status").Text() ?? state) == state
            ? Outcome.Done(wanted.ContactId, reply.Status == 201)
            : Outcome.Refused(FailureClasses.Validation, Operation.Consent, "ActiveCampaign kept the contact unsubscribed.", "status"));
    }
}
