using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/contactTags: which contact has which tag. A link is removed by its own id, not by the tag's.</summary>
internal sealed class AcTagLinks(AcState state, AcContactJson contactJson, AcLinkJson linkJson, AcEmitter emitter)
{
    public void Link(Call call)
    {
        if (!call.TryMember("contactTag", out var sent))
        {
            return;
        }

        if (sent.Int("tag") is not { } tagId)
        {
            call.Invalid("No tag id provided", "field_invalid", "tag");
        }
        else if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("contact") ?? "");
        }
        else if (!state.Tags.TryGetValue(tagId, out var tag))
        {
            call.Missing("Tag", tagId.Text());
        }
        else
        {
            Link(call, sent, contact, tag);
        }
    }

    public void Unlink(Call call, AcTagLink link)
    {
        state.RemoveTag(link);
        call.Records = 1;
        call.Nothing();
        Tell("contact_tag_removed", "api", link.Contact, link.Tag);
    }

    /// <summary>Tells of a tag that came or went; some accounts tell of an update as well.</summary>
    public void Tell(string type, string source, AcContact contact, AcTag tag)
    {
        emitter.Fire(type, source, contact, more: form => form.Add("tag", tag.Name));
        if (state.Switches.TagChangeUpdates.On)
        {
            emitter.Fire("update", source, contact);
        }
    }

    /// <summary>A link that is there already is answered 200, as it was, and without the contact.</summary>
    private void Link(Call call, JsonElement sent, AcContact contact, AcTag tag)
    {
        var (link, added) = state.AddTag(contact, tag);
        if (added)
        {
            call.Answer(201, json =>
            {
                json.Each("contacts", [contact], each => contactJson.WriteFull(json, each));
                WriteNew(json, sent, link);
            });
            Tell("contact_tag_added", "api", contact, tag);
            return;
        }

        call.Answer(200, json =>
        {
            json.WriteStartObject("contactTag");
            linkJson.WriteTagLink(json, link);
            json.WriteEndObject();
        });
    }

    private void WriteNew(Utf8JsonWriter json, JsonElement sent, AcTagLink link)
    {
        json.WriteStartObject("contactTag");
        json.Echo("contact", sent.GetProperty("contact"));
        json.Echo("tag", sent.GetProperty("tag"));
        json.WriteString("cdate", state.Time.Iso(link.Created));
        json.NoLinks();
        json.Id("id", link.Id);
        json.WriteEndObject();
    }
}
