using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Custom fields of deals and accounts in webhooks: by label, and by the id of the stored value, which an empty one lacks.</summary>
internal static class AcMetaForm
{
    public static void Add(FormBody form, string block, IEnumerable<AcMetaField> fields, List<AcMetaValue> held)
    {
        var number = 0;
        foreach (var field in fields)
        {
            var at = $"{block}[fields][{number++}]";
            var value = held.Find(each => each.Field == field);
            if (value is { IsEmpty: false })
            {
                form.Add($"{at}[id]", value.Id.Text());
            }

            form.Add($"{at}[key]", field.Label);
            if (value is { IsList: true, IsEmpty: false })
            {
                AddList(form, at, value.Texts);
            }
            else
            {
                form.Add($"{at}[value]", value?.Text);
            }
        }
    }

    private static void AddList(FormBody form, string at, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            form.Add($"{at}[value][{i}]", texts[i]);
        }
    }
}
