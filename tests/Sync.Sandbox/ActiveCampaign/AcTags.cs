using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Tags, and the links between tags and contacts.</summary>
internal sealed class AcTags(AcState state, AcContactJson contactJson, AcEmitter emitter)
{
    /// <summary>The search finds parts of names, so a caller has to compare and to page.</summary>
    public void List(Call call)
    {
        var search = call.Query["search"] ?? call.Query["filters[search][contains]"];
        var exact = call.Query["filters[tag]"] ?? call.Query["filters[tag][eq]"] ?? call.Query["filters[search][eq]"];
        var found = state.Tags.Values
            .Where(tag => search is null || tag.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(tag => exact is null || tag.Name.Equals(exact, StringComparison.OrdinalIgnoreCase)).ToList();
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("tags");
        AcPage.Of(call).Cut(found).ForEach(tag => Write(json, tag));
        json.WriteEndArray();
        json.TotalMeta(found.Count);
        json.WriteEndObject();
    }

    public void One(Call call, AcTag tag)
    {
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("tag");
        Write(call.Json, tag);
        call.Json.WriteEndObject();
    }

    public void Create(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("tag", out var sent) || sent.Text("tag") is not { Length: > 0 } name)
        {
            call.MissingAttribute("tag");
            return;
        }

        var kind = sent.Text("tagType") ?? "contact";
        if (state.FindTag(name) is not null)
        {
            Conflict(call, kind, name);
            return;
        }

        var tag = state.AddTag(name, sent.Text("description") ?? "", kind);
        call.Status = 201;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartObject("tag");
        json.WriteString("tag", tag.Name);
        json.WriteString("description", tag.Description);
        json.WriteString("tagType", tag.Kind);
        json.WriteString("cdate", state.Time.Iso(tag.Created));
        json.NoLinks();
        json.Id("id", tag.Id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Link(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("contactTag", out var sent))
        {
            call.MissingAttribute("contactTag");
        }
        else if (sent.Int("tag") is not { } tagId)
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
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
        emitter.Fire("contact_tag_removed", "api", link.Contact, more: form => form.Add("tag", link.Tag.Name));
    }

    private void Link(Call call, JsonElement sent, AcContact contact, AcTag tag)
    {
        var (link, added) = state.AddTag(contact, tag);
        call.Status = added ? 201 : 200;
        call.Records = 1;
        var json = call.Json;
        json.WriteStartObject();
        if (added)
        {
            json.WriteStartArray("contacts");
            contactJson.WriteFull(json, contact);
            json.WriteEndArray();
            WriteNewLink(json, sent, link);
            json.WriteEndObject();
            emitter.Fire("contact_tag_added", "api", contact, more: form => form.Add("tag", tag.Name));
            return;
        }

        json.WriteStartObject("contactTag");
        contactJson.WriteTagLink(json, link);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteNewLink(Utf8JsonWriter json, JsonElement sent, AcTagLink link)
    {
        json.WriteStartObject("contactTag");
        json.Echo("contact", sent.GetProperty("contact"));
        json.Echo("tag", sent.GetProperty("tag"));
        json.WriteString("cdate", state.Time.Iso(link.Created));
        json.NoLinks();
        json.Id("id", link.Id);
        json.WriteEndObject();
    }

    private static void Conflict(Call call, string kind, string name)
    {
        var json = call.Restart(422);
        json.WriteStartObject();
        json.WriteString("message", "Could not process request");
        json.WriteString("error", $"Duplicate entry '{kind}-{name}' for key 'typetag'");
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, AcTag tag)
    {
        json.WriteStartObject();
        json.WriteString("tagType", tag.Kind);
        json.WriteString("tag", tag.Name);
        json.WriteString("description", tag.Description);
        json.WriteString("subscriber_count", "0");
        json.WriteString("cdate", state.Time.Iso(tag.Created));
        json.WriteString("created_timestamp", state.Time.Bare(tag.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(tag.Created));
        json.WriteNull("created_by");
        json.WriteNull("updated_by");
        json.WriteString("deleted", "0");
        json.NoLinks();
        json.Id("id", tag.Id);
        json.WriteEndObject();
    }
}
