using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Keeps the connection's notification channel. Nothing tells of its end but silence, so it is renewed at half of its time.
/// </summary>
internal sealed class ZohoRegistration(ZohoClient client, ZohoOptions options, TimeProvider clock) : IRegistration
{
    private const string Path = "actions/watch";
    private const int LongestToken = 50;

    public async Task<CallResult<RegistrationState>> Ensure(DesiredRegistration desired, CancellationToken ct)
    {
        if (Mistake(desired) is { } mistake)
        {
            return CallResult<RegistrationState>.Failed(mistake);
        }

        var looked = await Find(desired, ct);
        if (!looked.TryGet(out var seen, out var fault))
        {
            return CallResult<RegistrationState>.Failed(fault);
        }

        var step = ZohoChannelPlan.Of(seen.Channel, desired, seen.Now);
        return step == ZohoChannelStep.Nothing
            ? CallResult<RegistrationState>.Ok(StateOf(seen, desired))
            : await Ensure(step, desired, seen, ct);
    }

    private async Task<CallResult<RegistrationState>> Ensure(
        ZohoChannelStep step, DesiredRegistration desired, ZohoSeen seen, CancellationToken ct)
    {
        var (done, refused) = await Act(step, desired, seen.Now, ct);
        if (refused is not null)
        {
            return CallResult<RegistrationState>.Failed(refused);
        }

        if (done.Contains(RegistrationStep.Created))
        {
            done.AddRange(await RemoveDoubles(desired, ct));
        }

        var verified = await Find(desired, ct);
        return verified.TryGet(out var now, out var fault)
            ? CallResult<RegistrationState>.Ok(WithShortfall(StateOf(now, desired) with { Done = done }, ZohoChannelPlan.Wanted(seen.Now)))
            : CallResult<RegistrationState>.Failed(fault);
    }

    public async Task<CallResult<RegistrationState>> Look(DesiredRegistration desired, CancellationToken ct)
    {
        var looked = await Find(desired, ct);
        return looked.TryGet(out var seen, out var fault)
            ? CallResult<RegistrationState>.Ok(StateOf(seen, desired) with { LookAgainAt = ZohoChannelPlan.RenewedBy(seen.Channel) })
            : CallResult<RegistrationState>.Failed(fault);
    }

    public async Task<CallResult<RegistrationState>> Remove(DesiredRegistration desired, CancellationToken ct)
    {
        var fault = await Delete(IdOf(desired), ct);
        return fault is null or { Class: FailureClasses.NotFound }
            ? CallResult<RegistrationState>.Ok(
                new RegistrationState(null, [], []) { Done = fault is null ? [RegistrationStep.Removed] : [] })
            : CallResult<RegistrationState>.Failed(fault);
    }

    // One connection, one channel, whoever registers it.
    private string IdOf(DesiredRegistration desired) => desired.Channel ?? ZohoChannelId.For(options.Connection);

    private VendorFault? Mistake(DesiredRegistration desired)
    {
        var why = desired.Token?.Length > LongestToken ? $"The token has more than {LongestToken} characters."
            : desired.Kinds.Count == 0 ? "No kinds of events are named."
            : IdOf(desired) is { Length: > 0 and < 19 } id && id.All(char.IsAsciiDigit) ? null
            : "The channel is not made of up to 18 digits.";
        return why is null ? null : new VendorFault(FailureClasses.Validation, "INVALID_DATA", why);
    }

    private async Task<CallResult<ZohoSeen>> Find(DesiredRegistration desired, CancellationToken ct)
    {
        var read = ZohoRows.Of(await client.Get($"{Path}?channel_id={IdOf(desired)}&per_page=200", ct), module: null, "watch");
        if (!read.TryGet(out var rows, out var fault))
        {
            return fault.Class == FailureClasses.NotFound
                ? CallResult<ZohoSeen>.Ok(new ZohoSeen(null, clock.GetUtcNow()))
                : CallResult<ZohoSeen>.Failed(fault);
        }

        var channel = ZohoChannel.From(rows.Items).FirstOrDefault(each => each.Id == IdOf(desired));
        return CallResult<ZohoSeen>.Ok(new ZohoSeen(channel, rows.Date ?? clock.GetUtcNow()));
    }

    private async Task<(List<RegistrationStep> Done, VendorFault? Fault)> Act(
        ZohoChannelStep step, DesiredRegistration desired, DateTimeOffset now, CancellationToken ct)
    {
        var (method, done) = step switch
        {
            ZohoChannelStep.Create => (HttpMethod.Post, RegistrationStep.Created),
            ZohoChannelStep.Replace => (HttpMethod.Put, desired.Recreate ? RegistrationStep.Recreated : RegistrationStep.Corrected),
            _ => (HttpMethod.Patch, RegistrationStep.Renewed),
        };
        var fault = await Send(method, desired, now, ct);
        if (fault is { Class: FailureClasses.NotFound } && method != HttpMethod.Post)
        {
            // It ran out in between.
            (fault, done) = (await Send(HttpMethod.Post, desired, now, ct), RegistrationStep.Recreated);
        }

        return fault is null ? ([done], null) : ([], fault);
    }

    private async Task<VendorFault?> Send(HttpMethod method, DesiredRegistration desired, DateTimeOffset now, CancellationToken ct)
    {
        var sent = await client.Write(method, Path, JsonBody.Of(json =>
        {
            json.WriteStartArray("watch");
            json.WriteStartObject();
            json.WriteString("channel_id", IdOf(desired));
            json.WriteStartArray("events");
            foreach (var kind in desired.Kinds)
            {
                json.WriteStringValue(kind);
            }

            json.WriteEndArray();
            json.WriteString("channel_expiry", IsoTime.Of(ZohoChannelPlan.Wanted(now)));
            json.WriteString("notify_url", desired.Address.OriginalString);
            if (desired.Token is { } token)
            {
                json.WriteString("token", token);
            }

            // A deal's change would else be told of its account as well.
            json.WriteBoolean("notify_on_related_action", false);
            json.WriteEndObject();
            json.WriteEndArray();
        }), ct);
        return FaultOf(sent);
    }

    // Refused for some of the modules only, the look that follows shows which are missing.
    private static VendorFault? FaultOf(CallResult<VendorReply> sent)
    {
        if (!sent.TryGet(out var reply, out var fault))
        {
            return fault;
        }

        var items = reply.Json.Member("watch").Items().ToList();
        return items.Count == 0 ? ZohoFaults.Of(reply, wrote: true)
            : items.Exists(item => item.Member("status").Text() == "success") ? null
            : ZohoFaults.OfItem(items[0], module: "");
    }

    // From before the connection was renamed, for instance: each would tell everything again.
    private async Task<IEnumerable<RegistrationStep>> RemoveDoubles(DesiredRegistration desired, CancellationToken ct)
    {
        var read = ZohoRows.Of(await client.Get($"{Path}?page=1&per_page=200", ct), module: null, "watch");
        var removed = new List<RegistrationStep>();
        var others = ZohoChannel.From(read.Value?.Items ?? []).Where(each => each.IsTo(desired.Address) && each.Id != IdOf(desired));
        foreach (var other in others)
        {
            removed.AddRange(await Delete(other.Id, ct) is null ? [RegistrationStep.DoubleRemoved] : []);
        }

        return removed;
    }

    private async Task<VendorFault?> Delete(string channel, CancellationToken ct) =>
        FaultOf(await client.Delete($"{Path}?channel_ids={channel}", ct));

    private static RegistrationState StateOf(ZohoSeen seen, DesiredRegistration desired)
    {
        if (seen.Channel is not { } channel || channel.ExpiresAt <= seen.Now)
        {
            return new RegistrationState(null, [], []) { ExpiresAt = seen.Channel?.ExpiresAt };
        }

        var covered = desired.Kinds.Where(kind => ZohoChannel.Expand([kind]).IsSubsetOf(channel.Events)).ToList();
        return new RegistrationState(
            Uri.TryCreate(channel.Address, UriKind.Absolute, out var address) ? address : null,
            [.. covered, .. channel.Events.Except(ZohoChannel.Expand(covered)).Order(StringComparer.Ordinal)], [])
        {
            Id = channel.Id,
            ExpiresAt = channel.ExpiresAt,
            LookAgainAt = channel.ExpiresAt is { } end ? ZohoChannelPlan.LookAgain(end, seen.Now) : null,
            Notices = desired.Kinds.Except(covered).ToList() is { Count: > 0 } missing
                ? [$"Zoho does not tell of {string.Join(", ", missing)}."] : [],
        };
    }

    private static RegistrationState WithShortfall(RegistrationState state, DateTimeOffset wanted) =>
        ZohoChannelPlan.Shortfall(state.ExpiresAt, wanted) is { } notice ? state with { Notices = [.. state.Notices, notice] } : state;

    /// <summary>A look at the channel, and Zoho's clock at that moment.</summary>
    private sealed record ZohoSeen(ZohoChannel? Channel, DateTimeOffset Now);
}
