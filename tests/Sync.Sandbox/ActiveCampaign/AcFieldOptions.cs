using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/fieldOption/bulk, /fieldOptions and /fields/{id}/options.</summary>
internal sealed class AcFieldOptions(AcState state)
{
    private readonly AcFieldJson _fieldJson = new(state);

    public void Add(Call call)
    {
        call.TryJson(out var root);
        var sent = root.Items("fieldOptions").Select(item => (Item: item, Field: state.Fields.GetValueOrDefault(item.Int("field") ?? 0))).ToList();
        if (sent.Count == 0 || sent.Exists(each => each.Field is null))
        {
            call.Invalid("Field id not valid", "related_missing", "field");
            return;
        }

        sent.ForEach(each => Add(each.Field!, each.Item));
        call.Answer(201, json => _fieldJson.WriteOptions(json, sent.Select(each => each.Field!).Distinct()));
    }

    public void List(Call call, AcField field) => call.Answer(200, json => _fieldJson.WriteOptions(json, [field]));

    /// <summary>Answers with no body at all.</summary>
    public void Delete(Call call, int id)
    {
        if (state.Fields.Values.FirstOrDefault(field => field.Options.Exists(option => option.Id == id)) is not { } holder)
        {
            call.Missing("FieldOption", id.Text());
            return;
        }

        holder.Options.RemoveAll(option => option.Id == id);
        call.ContentType = "text/html";
    }

    private static void Add(AcField field, JsonElement item)
    {
        var value = item.Text("value") ?? item.Text("label") ?? string.Empty;
        AcState.AddOption(field, value, item.Text("label") ?? value, item.Text("isdefault") == "1");
    }
}
