using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/dealCustomFieldData and /accountCustomFieldData. Ids of other things are numbers here, and a creation answers 200.</summary>
internal sealed class AcMetaData(AcState state, AcMetaKind kind, AcMetaSetter setter)
{
    private string Many => kind == AcMetaKind.Deal ? "dealCustomFieldData" : "accountCustomFieldData";

    private string Single => kind == AcMetaKind.Deal ? "dealCustomFieldDatum" : "accountCustomFieldDatum";

    public AcMetaValue? Find(int id) => state.Sales.Values.TryGetValue(id, out var value) && value.Field.Kind == kind ? value : null;

    public void List(Call call)
    {
        var owner = call.Query.Number($"filters[{setter.OwnerName}]");
        call.Page(Many, [.. state.Sales.Values.Values.Where(value => value.Field.Kind == kind && (owner is null || value.Owner == owner))],
            value => AcMetaJson.Write(call.Json, value, kind, null), totalIsNumber: true, usual: AcPage.Most);
    }

    public void One(Call call, AcMetaValue value) => call.Answer(200, json => AcMetaJson.Write(json, value, kind, Single));

    public void Create(Call call)
    {
        if (!call.TryMember(Single, out var sent))
        {
            return;
        }

        if (setter.Set(sent, out var value) is { } refusal)
        {
            call.Invalid(refusal, "field_invalid", "fieldValue");
        }
        else
        {
            call.Answer(200, json => AcMetaJson.Write(json, value!, kind, Single, sent));
        }
    }

    public void Change(Call call, AcMetaValue value)
    {
        if (!call.TryMember(Single, out var sent))
        {
            return;
        }

        if (!sent.Has("fieldValue", out var raw) || !AcMetaValues.TryRead(value.Field, raw, out var texts))
        {
            call.Invalid(AcMetaSetter.WrongType(value.Field, sent), "field_invalid", "fieldValue");
            return;
        }

        (value.Texts, value.Currency, value.Updated) = (texts, sent.Text("fieldCurrency") ?? value.Currency, state.Now);
        call.Answer(200, json => AcMetaJson.Write(json, value, kind, Single));
    }

    public void Delete(Call call, AcMetaValue value)
    {
        state.Sales.Values.Remove(value.Id);
        setter.Held(value.Owner)?.Remove(value);
        call.Message(200, kind == AcMetaKind.Deal ? "DealCustomFieldData deleted." : "AccountCustomFieldData deleted.");
    }
}
