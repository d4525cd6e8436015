using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/fieldValues: one value for each contact and field.</summary>
internal sealed class AcFieldValues(AcState state, AcContactJson contactJson, AcLinkJson linkJson, AcEmitter emitter)
{
    /// <summary>Upsert on contact and field.</summary>
    public void Set(Call call)
    {
        if (!call.TryMember("fieldValue", out var sent))
        {
            return;
        }

        if (sent.Int("field") is not { } id || !state.Fields.ContainsKey(id))
        {
            call.Invalid("Field id not valid", "field_invalid", "field");
        }
        else if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("contact") ?? "");
        }
        else
        {
            Set(call, contact, id, sent);
        }
    }

    public void Change(Call call, AcFieldValue held)
    {
        if (call.TryMember("fieldValue", out var sent))
        {
            Set(call, held.Contact, held.Field, sent);
        }
    }

    public void Delete(Call call, AcFieldValue held)
    {
        held.Contact.Values.Remove(held);
        held.Contact.Updated = state.Now;
        state.FieldValues.Remove(held.Id);
        call.Nothing();
        emitter.Fire("update", "api", held.Contact);
    }

    public void List(Call call)
    {
        var field = call.Query.Number("filters[fieldid]");
        var text = call.Query["filters[val]"];
        call.Page("fieldValues", [.. state.FieldValues.Values
            .Where(value => (field is null || value.Field == field) && (text is null || value.Value == text))],
            value => linkJson.WriteValue(call.Json, value, null));
    }

    public void One(Call call, AcFieldValue value) => call.Answer(200, json =>
    {
        json.WritePropertyName("fieldValue");
        linkJson.WriteValue(json, value, null);
    });

    private void Set(Call call, AcContact contact, int field, JsonElement sent)
    {
        var (value, added) = state.SetValue(contact, field, sent.Text("value") ?? string.Empty);
        call.Answer(added ? 201 : 200, json =>
        {
            if (added)
            {
                json.Each("contacts", [contact], each => contactJson.WriteFull(json, each));
            }

            json.WritePropertyName("fieldValue");
            linkJson.WriteValue(json, value, sent.Has("field", out var id) && sent.Has("value", out var raw) ? (id, raw) : null);
        });
        emitter.Fire("update", "api", contact);
    }
}
