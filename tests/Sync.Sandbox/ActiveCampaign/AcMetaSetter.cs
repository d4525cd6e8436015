using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Checks and sets one value of a deal or account field.</summary>
internal sealed class AcMetaSetter(AcState state, AcMetaKind kind)
{
    public string OwnerName => kind == AcMetaKind.Deal ? "dealId" : "customerAccountId";

    public List<AcMetaValue>? Held(int owner) => kind == AcMetaKind.Deal
        ? state.Sales.Deals.GetValueOrDefault(owner)?.Values
        : state.Sales.Accounts.GetValueOrDefault(owner)?.Values;

    /// <returns>Why the value is refused; null when it is set.</returns>
    public string? Set(JsonElement sent, out AcMetaValue? value)
    {
        value = null;
        if (Refusal(sent, out var field, out var owner, out var texts) is { } refusal)
        {
            return refusal;
        }

        value = state.Sales.SetValue(field!, owner, Held(owner)!, texts, sent.Text("fieldCurrency"));
        return null;
    }

    public string? Refusal(JsonElement sent, out AcMetaField? field, out int owner, out IReadOnlyList<string> texts)
    {
        texts = [];
        owner = sent.Int(OwnerName) ?? sent.Int("accountId") ?? 0;
        field = state.Sales.Fields.TryGetValue(sent.Int("customFieldId") ?? 0, out var known) && known.Kind == kind ? known : null;
        if (field is null || Held(owner) is null)
        {
            return field is null ? "The custom field is not valid." : $"The {OwnerName} is not valid.";
        }

        return sent.Has("fieldValue", out var raw) && AcMetaValues.TryRead(field, raw, out texts) ? null : WrongType(field, sent);
    }

    public static string WrongType(AcMetaField field, JsonElement sent) =>
        $"The custom field value `{sent.Text("fieldValue")}` could not be saved to the custom field of type `{field.Type}`.";
}
