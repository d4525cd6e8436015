using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Contact custom fields with their options and relations.</summary>
internal sealed class AcFieldJson(AcState state)
{
    public void Write(Utf8JsonWriter json, AcField field, string? name)
    {
        json.Open(name);
        json.WriteString("title", field.Title);
        json.WriteString("descript", field.Description);
        json.WriteString("type", field.Type);
        json.WriteString("isrequired", "0");
        json.WriteString("perstag", field.Perstag);
        json.WriteString("defval", "");
        json.WriteString("show_in_list", "0");
        json.WriteString("rows", "0");
        json.WriteString("cols", "0");
        json.WriteString("visible", "1");
        json.WriteString("service", "");
        json.Id("ordernum", field.Id);
        json.WriteString("cdate", state.Time.Iso(field.Created));
        json.WriteString("udate", state.Time.Iso(field.Created));
        json.WriteString("created_timestamp", state.Time.Bare(field.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(field.Created));
        json.WriteNull("created_by");
        json.WriteNull("updated_by");
        json.Texts("options", field.Options.Select(option => option.Id.Text()));
        json.Texts("relations", [field.Id.Text()]);
        json.NoLinks();
        json.Id("id", field.Id);
        json.WriteEndObject();
    }

    public void WriteOptions(Utf8JsonWriter json, IEnumerable<AcField> fields) =>
        json.Each("fieldOptions", fields.SelectMany(field => field.Options.Select((option, index) => (field, option, index))), each =>
        {
            var (field, option, index) = each;
            json.WriteStartObject();
            json.Id("field", field.Id);
            json.Id("orderid", index + 1);
            json.WriteString("value", option.Value);
            json.WriteString("label", option.Label);
            json.WriteString("isdefault", option.IsDefault ? "1" : "0");
            json.WriteString("cdate", state.Time.Iso(field.Created));
            json.WriteString("udate", state.Time.Iso(field.Created));
            json.NoLinks();
            json.Id("id", option.Id);
            json.WriteEndObject();
        });

    public static void WriteRelations(Utf8JsonWriter json, IEnumerable<AcField> fields) => json.Each("fieldRels", fields, field =>
    {
        json.WriteStartObject();
        json.Id("field", field.Id);
        json.WriteString("relid", "0");
        json.WriteString("dorder", "0");
        json.WriteNull("cdate");
        json.EmptyArray("links");
        json.Id("id", field.Id);
        json.WriteEndObject();
    });
}
