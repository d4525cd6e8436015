using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealCustomFieldMeta and /accountCustomFieldMeta. Stamps are real UTC here, unlike everywhere else.</summary>
internal sealed class AcMetaFields(AcState state, AcMetaKind kind)
{
    private static readonly HashSet<string> Types =
        ["text", "textarea", "date", "datetime", "dropdown", "multiselect", "radio", "checkbox", "hidden", "currency", "number"];

    private string Many => kind == AcMetaKind.Deal ? "dealCustomFieldMeta" : "accountCustomFieldMeta";

    private string Single => kind == AcMetaKind.Deal ? "dealCustomFieldMetum" : "accountCustomFieldMetum";

    public AcMetaField? Find(int id) => state.Sales.Fields.TryGetValue(id, out var field) && field.Kind == kind ? field : null;

    public void List(Call call) => call.Page(
        Many, [.. state.Sales.Fields.Values.Where(field => field.Kind == kind)], field => Write(call.Json, field, null), usual: AcPage.Most);

    public void One(Call call, AcMetaField field) => call.Answer(200, json => Write(json, field, Single));

    public void Create(Call call)
    {
        if (!call.TryMember(Single, out var sent))
        {
            return;
        }

        var label = sent.Text("fieldLabel") ?? string.Empty;
        if (label.Length == 0 || !Types.Contains(sent.Text("fieldType") ?? ""))
        {
            var attribute = label.Length == 0 ? "fieldLabel" : "fieldType";
            call.Invalid($"The {attribute} is not valid.", label.Length == 0 ? "field_missing" : "field_invalid", attribute);
            return;
        }

        var field = state.Sales.AddField(kind, label, sent.Text("fieldType")!, [.. sent.Items("fieldOptions").Select(JsonRead.AsText)]);
        call.Answer(201, json => Write(json, field, Single));
    }

    public void Change(Call call, AcMetaField field)
    {
        if (call.TryMember(Single, out var sent))
        {
            field.Label = sent.Text("fieldLabel") ?? field.Label;
            field.Options = sent.Has("fieldOptions", out _) ? [.. sent.Items("fieldOptions").Select(JsonRead.AsText)] : field.Options;
            field.Updated = state.Now;
            call.Answer(200, json => Write(json, field, Single));
        }
    }

    public void Delete(Call call, AcMetaField field)
    {
        state.Sales.Fields.Remove(field.Id);
        foreach (var value in state.Sales.Values.Values.Where(value => value.Field == field).ToList())
        {
            state.Sales.Values.Remove(value.Id);
            Holder(value)?.Remove(value);
        }

        call.Nothing();
    }

    private List<AcMetaValue>? Holder(AcMetaValue value) => kind == AcMetaKind.Deal
        ? state.Sales.Deals.GetValueOrDefault(value.Owner)?.Values
        : state.Sales.Accounts.GetValueOrDefault(value.Owner)?.Values;

    private static void Write(Utf8JsonWriter json, AcMetaField field, string? name)
    {
        json.Open(name);
        json.WriteString("fieldLabel", field.Label);
        json.WriteString("fieldType", field.Type);
        json.Texts("fieldOptions", field.Options);
        json.WriteNull("fieldDefault");
        json.WriteNull("fieldDefaultCurrency");
        json.WriteNumber("isFormVisible", 0);
        json.WriteNumber("isRequired", 0);
        json.WriteNumber("displayOrder", field.Id);
        json.WriteString("personalization", field.Personalization);
        json.WriteNull("knownFieldId");
        json.WriteNumber("hideFieldFlag", 0);
        json.WriteString("createdTimestamp", Utc(field.Created));
        json.WriteString("updatedTimestamp", Utc(field.Updated));
        json.NoLinks();
        json.Id("id", field.Id);
        json.WriteEndObject();
    }

    public static string Utc(long at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
