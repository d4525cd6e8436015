using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/tags.</summary>
internal sealed class AcTags(AcState state)
{
    /// <summary>The search finds parts of names, so a caller has to compare and to page.</summary>
    public void List(Call call)
    {
        var search = call.Query["search"] ?? call.Query["filters[search][contains]"];
        var exact = call.Query["filters[tag]"] ?? call.Query["filters[tag][eq]"] ?? call.Query["filters[search][eq]"];
        call.Page("tags", [.. state.Tags.Values
            .Where(tag => search is null || tag.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(tag => exact is null || tag.Name.Equals(exact, StringComparison.OrdinalIgnoreCase))], tag => Write(call.Json, tag, null));
    }

    public void One(Call call, AcTag tag) => call.Answer(200, json => Write(json, tag, "tag"));

    public void Create(Call call)
    {
        if (!call.TryMember("tag", out var sent))
        {
            return;
        }

        var kind = sent.Text("tagType") ?? "contact";
        if (sent.Text("tag") is not { Length: > 0 } name)
        {
            call.MissingAttribute("tag");
        }
        else if (state.FindTag(name) is not { } known)
        {
            var tag = state.AddTag(name, sent.Text("description") ?? "", kind);
            call.Answer(201, json => WriteNew(json, tag));
        }
        else if (state.Switches.ExistingTag.Is("existing"))
        {
            One(call, known);
        }
        else
        {
            Conflict(call, kind, name);
        }
    }

    public void Change(Call call, AcTag tag)
    {
        if (!call.TryMember("tag", out var sent))
        {
            return;
        }

        if (sent.Text("tag") is { Length: > 0 } name && state.FindTag(name) is { } other && other != tag)
        {
            Conflict(call, tag.Kind, name);
            return;
        }

        state.Rename(tag, sent.Text("tag") ?? tag.Name);
        tag.Description = sent.Text("description") ?? tag.Description;
        One(call, tag);
    }

    public void Delete(Call call, AcTag tag)
    {
        state.Delete(tag);
        call.Nothing();
    }

    public void Write(Utf8JsonWriter json, AcTag tag, string? name)
    {
        json.Open(name);
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

    private void WriteNew(Utf8JsonWriter json, AcTag tag)
    {
        json.WriteStartObject("tag");
        json.WriteString("tag", tag.Name);
        json.WriteString("description", tag.Description);
        json.WriteString("tagType", tag.Kind);
        json.WriteString("cdate", state.Time.Iso(tag.Created));
        json.NoLinks();
        json.Id("id", tag.Id);
        json.WriteEndObject();
    }

    /// <summary>The database's own words come through.</summary>
    private static void Conflict(Call call, string kind, string name)
    {
        call.Restart(422);
        call.Answer(422, json =>
        {
            json.WriteString("message", "Could not process request");
            json.WriteString("error", $"Duplicate entry '{kind}-{name}' for key 'typetag'");
        });
    }
}
