using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What a person, a form or an automation does to contacts. The webhooks name the doer as their source.</summary>
internal sealed class AcActs(
    AcState state, AcContactWrites writes, AcEmitter emitter, AcTagLinks tagLinks, AcSubscriptions subscriptions, AcNotes notes)
{
    /// <returns>The contact touched, or why nothing was done.</returns>
    public (AcContact? Contact, string? Problem) Act(JsonElement action)
    {
        var what = action.Text("do") ?? "update";
        action.Has("set", out var set);
        var found = state.Find(action.Int("id")) ?? state.Find(action.Text("email") ?? set.Text("email"));
        var source = SourceOf(action);
        if (set.Text("email") is { } email && state.Find(email) is { } owner && owner != found)
        {
            return (null, $"The e-mail '{email}' belongs to contact {owner.Id}.");
        }

        if (what is "create" or "form" or "import")
        {
            return Enter(what, found, action, set, source);
        }

        return found is null
            ? (null, $"No contact with the e-mail '{action.Text("email")}' or id '{action.Text("id")}'.")
            : Touch(what, found, action, set, source);
    }

    public static string SourceOf(JsonElement action) => action.Text("as") is "public" or "system" or "api" ? action.Text("as")! : "admin";

    private (AcContact? Contact, string? Problem) Enter(string what, AcContact? found, JsonElement action, JsonElement set, string source)
    {
        var email = action.Text("email") ?? set.Text("email");
        if (found is null && string.IsNullOrWhiteSpace(email))
        {
            return (null, "A new contact needs an e-mail.");
        }

        var contact = found ?? state.Create(email!);
        writes.SetByName(contact, set);
        if (what == "form")
        {
            SubmitForm(contact, action.Text("value") ?? "Demo request", source);
        }
        else if (what == "create")
        {
            emitter.Fire(found is null ? "subscribe" : "update", source, contact);
        }

        return (contact, null);
    }

    /// <summary>A form subscribes to the first list and names itself in the event.</summary>
    private void SubmitForm(AcContact contact, string name, string source)
    {
        var form = state.FormFor(name);
        var (link, _, _) = state.SetList(contact, state.Lists.Values.First(), 1);
        subscriptions.Announce(link, source, body => body.Add("form[id]", form.Id.Text()).Add("form[name]", form.Name));
    }

    private (AcContact? Contact, string? Problem) Touch(string what, AcContact contact, JsonElement action, JsonElement set, string source)
    {
        var value = action.Text("value") ?? string.Empty;
        switch (what)
        {
            case "update":
                writes.SetByName(contact, set);
                emitter.Fire("update", source, contact);
                break;
            case "delete": state.Delete(contact); break;
            case "tag" or "untag": Tag(contact, value, source, what == "tag"); break;
            case "subscribe" or "unsubscribe": Subscribe(contact, value, source, what == "subscribe" ? 1 : 2); break;
            case "sign-up": SignUp(contact, value, source); break;
            case "score": Score(contact, value); break;
            case "note": notes.Add("Subscriber", contact.Id, value, source); break;
            case "automation": emitter.FireAutomation(contact, value.Length > 0 ? value : "31", action.Text("url")); break;
            case "merge": return state.Merge(contact, value);
            default: return (null, $"A contact cannot '{what}'. Use create, update, delete, tag, untag, subscribe, unsubscribe, sign-up, form, score, "
                + "note, automation, merge or import.");
        }

        return (contact, null);
    }

    private void Tag(AcContact contact, string name, string source, bool add)
    {
        var tag = state.TagFor(name);
        var link = contact.Tags.Find(each => each.Tag.Id == tag.Id);
        if (add && link is null)
        {
            state.AddTag(contact, tag);
            tagLinks.Tell("contact_tag_added", source, contact, tag);
        }
        else if (!add && link is not null)
        {
            state.RemoveTag(link);
            tagLinks.Tell("contact_tag_removed", source, contact, tag);
        }
    }

    private void Subscribe(AcContact contact, string name, string source, int status)
    {
        var list = name.Length > 0 ? state.ListFor(name) : contact.Lists.FirstOrDefault()?.List ?? state.Lists.Values.First();
        var (link, _, changed) = state.SetList(contact, list, status);
        if (changed)
        {
            subscriptions.Announce(link, source);
        }
    }

    /// <summary>A form that asks for confirmation: the contact is on the list and not subscribed. "subscribe" as "public" is the confirmation.
    /// </summary>
    private void SignUp(AcContact contact, string name, string source)
    {
        var list = name.Length > 0 ? state.ListFor(name) : state.Lists.Values.First();
        state.SetList(contact, list, 0);
        emitter.Fire("subscribe", source, contact, list.Id);
    }

    /// <summary>A changed score fires no webhook.</summary>
    private void Score(AcContact contact, string value)
    {
        contact.Score = int.TryParse(value, CultureInfo.InvariantCulture, out var score) ? score : 0;
        contact.Updated = state.Now;
    }
}
