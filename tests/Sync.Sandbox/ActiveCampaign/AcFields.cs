using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/fields, /fieldRels and the options of fields.</summary>
internal sealed class AcFields(AcState state)
{
    private static readonly HashSet<string> Types =
        ["text", "textarea", "date", "datetime", "dropdown", "listbox", "radio", "checkbox", "hidden", "number"];

    private readonly AcFieldJson _fieldJson = new(state);

    public void List(Call call)
    {
        var perstag = call.Query["filters[perstag]"];
        var found = state.Fields.Values
            .Where(field => perstag is null || field.Perstag.Equals(perstag, StringComparison.OrdinalIgnoreCase)).ToList();
        var cut = AcPage.Of(call, AcPage.Most).Cut(found);
        call.Answer(200, json =>
        {
            _fieldJson.WriteOptions(json, cut);
            AcFieldJson.WriteRelations(json, cut);
            json.Each("fields", cut, field => _fieldJson.Write(json, field, null));
            json.WriteStartObject("meta");
            json.Id("total", found.Count);
            json.WriteNull("selected");
            json.WriteEndObject();
        });
    }

    public void One(Call call, AcField field) => call.Answer(200, json =>
    {
        _fieldJson.WriteOptions(json, [field]);
        AcFieldJson.WriteRelations(json, [field]);
        _fieldJson.Write(json, field, "field");
    });

    public void Create(Call call)
    {
        if (!call.TryMember("field", out var sent))
        {
            return;
        }

        var title = sent.Text("title") ?? string.Empty;
        var type = sent.Text("type") ?? string.Empty;
        if (title.Length == 0)
        {
            call.Invalid("The field title was not provided.", "field_missing", "title");
        }
        else if (!Types.Contains(type))
        {
            call.Invalid("The field type is not valid.", "field_invalid", "type");
        }
        else if (state.FindField(sent.Text("perstag") is { Length: > 0 } tag ? tag : title) is not null)
        {
            call.Invalid("The personalization tag is already in use.", "duplicate", "perstag");
        }
        else
        {
            var field = state.AddField(title, sent.Text("perstag"), type, []);
            field.Description = sent.Text("descript") ?? "";
            call.Answer(201, json => _fieldJson.Write(json, field, "field"));
        }
    }

    public void Change(Call call, AcField field)
    {
        if (call.TryMember("field", out var sent))
        {
            field.Title = sent.Text("title") ?? field.Title;
            field.Description = sent.Text("descript") ?? field.Description;
            One(call, field);
        }
    }

    public void Delete(Call call, AcField field)
    {
        state.Delete(field);
        call.Nothing();
    }

    /// <summary>Without a relation the user interface does not show a field; the API never asks for one.</summary>
    public static void Relate(Call call)
    {
        call.TryJson(out var root);
        root.Has("fieldRel", out var sent);
        call.Answer(201, json =>
        {
            json.WriteStartObject("fieldRel");
            json.WriteString("field", sent.Text("field"));
            json.WriteString("relid", sent.Text("relid") ?? "0");
            json.WriteString("dorder", "0");
            json.NoLinks();
            json.WriteString("id", sent.Text("field"));
            json.WriteEndObject();
        });
    }
}
