using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Collects what one call changes and tells the channels: one delivery per channel, module and operation, which may hold many ids.
/// The workflows hear of the same changes, unless the call has muted them.
/// </summary>
internal sealed class ZohoNotifier(ZohoState state, ZohoJson recordJson, ZohoWorkflows workflows, WebhookSender sender)
{
    private readonly List<ZohoChange> _changes = [];
    private readonly ZohoDelivery _delivery = new(state, recordJson);

    public Dictionary<string, ZohoChannel> Channels { get; } = [];

    /// <summary>False when nobody would hear; then changes need not be collected.</summary>
    public bool Listens => Channels.Count > 0 || workflows.Any;

    /// <summary>Whether the current call has said that no workflow may run. Ends with the call.</summary>
    public bool Muted { get; set; }

    public void Inserted(ZohoRecord record, List<(ZohoField Field, object? Value)> values)
    {
        if (Listens)
        {
            _changes.Add(new ZohoChange("insert", record, [.. values.Where(each => each.Value is not null).Select(each => each.Field.Name)]));
        }
    }

    /// <summary>A write that changed nothing is not told unless the account is made to.</summary>
    public void Updated(ZohoRecord record, IReadOnlyList<string> fields)
    {
        if (Listens && (fields.Count > 0 || state.Switches.UnchangedNotifies.On))
        {
            _changes.Add(new ZohoChange("update", record, fields));
        }
    }

    /// <summary>Called before the record goes.</summary>
    public void Removed(ZohoRecord record, ZohoUser by)
    {
        record.ModifiedBy = by;
        if (Listens)
        {
            _changes.Add(new ZohoChange("delete", record, ["Modified_By", "Record_Status__s"]));
        }
    }

    /// <summary>Sends what the call has changed.</summary>
    public void Flush()
    {
        if (_changes.Count > 0)
        {
            Tell();
            if (!Muted)
            {
                workflows.Run(_changes);
            }

            _changes.Clear();
        }

        Muted = false;
    }

    /// <summary>Forgets what was collected, for changes that the vendor does not tell of (imports, calls taken back).</summary>
    public void Discard()
    {
        _changes.Clear();
        Muted = false;
    }

    /// <summary>Users are no module: their channel event is <c>users.all</c>.</summary>
    public void UserChanged(ZohoUser user, string operation, IReadOnlyList<string> fields)
    {
        foreach (var channel in Channels.Values.Where(channel => Hears(channel, "users", ZohoChange.EventOf(operation))))
        {
            Send(channel, _delivery.OfUser(channel, user, operation, fields));
        }
    }

    private void Tell()
    {
        if (Channels.Count == 0 || (Muted && state.Switches.TriggerMutesWatch.On))
        {
            return;
        }

        foreach (var group in _changes.GroupBy(change => (change.Module, change.Operation)))
        {
            foreach (var channel in Channels.Values.Where(channel => Hears(channel, group.Key.Module.Name, group.First().Event)))
            {
                Tell(channel, [.. group]);
            }
        }

        foreach (var channel in Channels.Values.Where(channel => channel.HearsRelated ?? state.Switches.RelatedActions.Is("heard")))
        {
            foreach (var edits in ZohoRelatedChanges.Of(_changes).Where(edits => Hears(channel, edits[0].Module.Name, "edit")))
            {
                Send(channel, _delivery.OfRecords(channel, edits));
            }
        }
    }

    private void Tell(ZohoChannel channel, List<ZohoChange> changes)
    {
        if (changes[0].Operation == "update" && channel.Conditions.TryGetValue(changes[0].Module.Name, out var interesting))
        {
            changes = changes.FindAll(change => interesting(change.Fields));
        }

        var atOnce = state.Switches.Deliveries.Is("single") ? 1 : Math.Max(changes.Count, 1);
        foreach (var part in changes.Chunk(atOnce))
        {
            Send(channel, _delivery.OfRecords(channel, part));
        }
    }

    private bool Hears(ZohoChannel channel, string module, string subscribed) =>
        channel.Target is not null && channel.Expiry > state.Now && channel.Events.Contains((module, subscribed));

    private void Send(ZohoChannel channel, byte[] body) =>
        sender.Send(new Webhook(VendorName.Zoho, channel.Id, channel.Target!, "application/json;charset=UTF-8", body));
}
