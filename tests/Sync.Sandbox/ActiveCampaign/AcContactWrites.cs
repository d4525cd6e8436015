using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Writes attributes of a contact as the API and the user interface take them.</summary>
internal sealed class AcContactWrites(AcState state)
{
    /// <summary>Core attributes; what is not sent stays.</summary>
    public void SetCore(AcContact contact, JsonElement sent)
    {
        contact.Updated = state.Now;
        contact.FirstName = sent.Text("firstName") ?? contact.FirstName;
        contact.LastName = sent.Text("lastName") ?? contact.LastName;
        contact.Phone = sent.Text("phone") ?? contact.Phone;
    }

    /// <summary>
    /// Sets <c>fieldValues</c>. An unknown field id is ignored without a word, and a perstag is not an id.
    /// </summary>
    public List<(AcFieldValue Value, JsonElement Field, JsonElement Sent)> SetValues(AcContact contact, JsonElement sent)
    {
        var touched = new List<(AcFieldValue, JsonElement, JsonElement)>();
        foreach (var item in sent.Items("fieldValues"))
        {
            if (item.Int("field") is { } id && state.Fields.ContainsKey(id) && item.Has("value", out var value))
            {
                touched.Add((state.SetValue(contact, id, value.AsText()).Value, item.GetProperty("field"), value));
            }
        }

        return touched;
    }

    /// <summary>Attributes by the names people use: core names in either spelling, and fields by id or perstag, made when missing.</summary>
    public void SetByName(AcContact contact, JsonElement set)
    {
        contact.Updated = state.Now;
        if (set.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in set.EnumerateObject())
        {
            SetByName(contact, member.Name, member.Value.AsText());
        }
    }

    private void SetByName(AcContact contact, string name, string value)
    {
        switch (name)
        {
            case "email": state.Rename(contact, value); break;
            case "firstName" or "first_name": contact.FirstName = value; break;
            case "lastName" or "last_name": contact.LastName = value; break;
            case "phone": contact.Phone = value; break;
            case "orgname" or "customer_acct_name": contact.OrgName = value; break;
            default: state.SetValue(contact, state.FieldFor(name).Id, value); break;
        }
    }
}
