using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Writes of /contacts and /contact/sync.</summary>
internal sealed class AcContacts(AcState state, AcContactJson contactJson, AcLinkJson linkJson, AcContactWrites writes, AcEmitter emitter)
{
    /// <summary>Upsert by e-mail: 201 for a new contact, 200 with the full record for a known one.</summary>
    public void Sync(Call call)
    {
        if (!call.TryMember("contact", out var sent))
        {
            return;
        }

        var email = sent.Text("email")?.Trim();
        if (string.IsNullOrEmpty(email))
        {
            call.Refused(400, "Bad Request", "Contact email must be provided for sync");
        }
        else if (!EmailAddress.IsValid(email))
        {
            call.BadEmail();
        }
        else if (state.Find(email) is { } known)
        {
            Update(call, known, sent);
        }
        else
        {
            Insert(call, email, sent);
        }
    }

    public void Create(Call call)
    {
        if (!call.TryMember("contact", out var sent))
        {
            return;
        }

        var email = sent.Text("email")?.Trim() ?? string.Empty;
        if (email.Length == 0 && sent.Text("allowNullEmail") is null)
        {
            call.Invalid("Contact Email Address is required.", "field_missing", "email");
        }
        else if (email.Length > 0 && !EmailAddress.IsValid(email))
        {
            call.BadEmail();
        }
        else if (state.Find(email) is not null)
        {
            call.Duplicate();
        }
        else
        {
            Insert(call, email, sent);
        }
    }

    public void Change(Call call, AcContact contact)
    {
        if (!call.TryMember("contact", out var sent))
        {
            return;
        }

        if (sent.Text("email")?.Trim() is not { Length: > 0 } email)
        {
            Update(call, contact, sent);
        }
        else if (!EmailAddress.IsValid(email))
        {
            call.BadEmail();
        }
        else if (state.Find(email) is { } other && other != contact)
        {
            call.Duplicate();
        }
        else
        {
            state.Rename(contact, email);
            Update(call, contact, sent);
        }
    }

    /// <summary>Deleting is final, frees the e-mail and tells no webhook.</summary>
    public void Delete(Call call, AcContact contact)
    {
        state.Delete(contact);
        call.Records = 1;
        call.Nothing();
    }

    private void Insert(Call call, string email, JsonElement sent)
    {
        var contact = state.Create(email);
        writes.SetCore(contact, sent);
        var touched = writes.SetValues(contact, sent);
        call.Answer(201, json =>
        {
            WriteTouched(json, touched);
            contactJson.WriteShort(json, contact, [.. touched.Select(each => each.Value)]);
        });
        emitter.Fire("subscribe", "api", contact);
    }

    private void Update(Call call, AcContact contact, JsonElement sent)
    {
        var before = Seen(contact);
        writes.SetCore(contact, sent);
        var touched = writes.SetValues(contact, sent);
        call.Answer(200, json =>
        {
            WriteTouched(json, touched);
            json.WritePropertyName("contact");
            contactJson.WriteFull(json, contact);
        });
        if (state.Switches.UnchangedUpdates.On || before != Seen(contact))
        {
            emitter.Fire("update", "api", contact);
        }
    }

    /// <summary>What a person would see of a contact.</summary>
    private static string Seen(AcContact contact) => string.Join(
        '\u0001', [contact.Email, contact.FirstName, contact.LastName, contact.Phone, .. contact.Values.Select(value => $"{value.Field}={value.Value}")]);

    /// <summary>The sideload appears only when values were sent.</summary>
    private void WriteTouched(Utf8JsonWriter json, List<(AcFieldValue Value, JsonElement Field, JsonElement Sent)> touched)
    {
        if (touched.Count > 0)
        {
            json.Each("fieldValues", touched, each => linkJson.WriteValue(json, each.Value, (each.Field, each.Sent)));
        }
    }
}
