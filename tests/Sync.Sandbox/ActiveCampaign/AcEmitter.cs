using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Fires account webhooks: one event, one POST, never retried, no id and no signature.</summary>
internal sealed class AcEmitter(AcState state, WebhookSender sender)
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Tells the registered hooks of a contact's event.</summary>
    /// <param name="type">Name of the event.</param>
    /// <param name="source">public, admin, api or system.</param>
    /// <param name="contact">Whose block it carries.</param>
    /// <param name="list">0 when the event belongs to no list.</param>
    /// <param name="more">Keys of this event beyond the common ones.</param>
    public void Fire(string type, string source, AcContact contact, int list = 0, Action<FormBody>? more = null) =>
        Fire(new AcEvent(type, source) { Contact = contact, List = list, More = more });

    public void Fire(AcEvent what)
    {
        byte[]? body = null;
        foreach (var hook in state.Hooks.Values.Where(what.IsWantedBy))
        {
            body ??= Body(what);
            Send(hook, body);
        }
    }

    /// <summary>The webhook step of an automation: other keys, custom fields by perstag, no type and no time.</summary>
    public void FireAutomation(AcContact contact, string automation, string? url)
    {
        var body = AutomationBody(contact, automation);
        if (url is not null && Uri.TryCreate(url, UriKind.Absolute, out var target))
        {
            sender.Send(new Webhook(VendorName.ActiveCampaign, $"automation {automation}", target, Form, body));
            return;
        }

        foreach (var hook in state.Hooks.Values.Where(hook => hook.Active))
        {
            Send(hook, body);
        }
    }

    private void Send(AcHook hook, byte[] body)
    {
        if (Uri.TryCreate(hook.Url, UriKind.Absolute, out var target))
        {
            sender.Send(new Webhook(VendorName.ActiveCampaign, hook.Id.Text(), target, Form, body)
            {
                // Gone means gone: the hook stays off until it is deleted and made anew.
                Answered = status => hook.Active &= status != 410,
            });
        }
    }

    private byte[] Body(AcEvent what)
    {
        var form = new FormBody().Add("type", what.Type).Add("date_time", state.Time.Iso(state.Now))
            .Add("initiated_from", what.Source).Add("initiated_by", what.Source);
        if (what.ListShape is null)
        {
            form.Add("list", what.List.Text());
        }

        what.ListShape?.Invoke(form);
        if (what.Contact is { } contact)
        {
            AddContact(form, contact);
            form.Add("customer_acct_name", contact.OrgName).Add("customer_acct_id", (contact.Account?.Account.Id ?? 0).Text()).Add("orgname", contact.OrgName);
        }

        what.More?.Invoke(form);
        return form.ToArray();
    }

    private static void AddContact(FormBody form, AcContact contact)
    {
        form.Add("contact[id]", contact.Id.Text())
            .Add("contact[email]", contact.Email)
            .Add("contact[first_name]", contact.FirstName)
            .Add("contact[last_name]", contact.LastName)
            .Add("contact[phone]", contact.Phone)
            .Add("contact[ip]", "0.0.0.0")
            .Add("contact[tags]", TagNames(contact))
            .Add("contact[customer_acct_name]", contact.OrgName)
            .Add("contact[orgname]", contact.OrgName);
        foreach (var value in contact.Values.Where(value => value.Value.Length > 0))
        {
            form.Add($"contact[fields][{value.Field}]", value.Value);
        }
    }

    private byte[] AutomationBody(AcContact contact, string automation)
    {
        var form = new FormBody()
            .Add("seriesid", automation)
            .Add("contact[id]", contact.Id.Text())
            .Add("contact[email]", contact.Email)
            .Add("contact[first_name]", contact.FirstName)
            .Add("contact[last_name]", contact.LastName)
            .Add("contact[phone]", contact.Phone)
            .Add("contact[orgname]", contact.OrgName)
            .Add("contact[customer_acct_name]", contact.OrgName)
            .Add("contact[tags]", TagNames(contact))
            .Add("contact[ip4]", "0.0.0.0");
        foreach (var value in contact.Values.Where(value => value.Value.Length > 0))
        {
            form.Add($"contact[fields][{state.Fields[value.Field].Perstag.ToLowerInvariant()}]", value.Value);
        }

        return form.ToArray();
    }

    private static string TagNames(AcContact contact) => string.Join(", ", contact.Tags.Select(link => link.Tag.Name));
}
