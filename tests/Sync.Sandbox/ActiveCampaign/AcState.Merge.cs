using System.Globalization;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What the user interface does when two contacts are one person.</summary>
internal sealed partial class AcState
{
    /// <summary>The contact named by <paramref name="value"/> disappears with its e-mail; the other keeps its id. No event tells of it.</summary>
    public (AcContact? Contact, string? Problem) Merge(AcContact survivor, string value)
    {
        var source = int.TryParse(value, CultureInfo.InvariantCulture, out var id) ? Find(id) : Find(value);
        if (source is null || source == survivor)
        {
            return (null, $"No other contact '{value}' to merge into {survivor.Email}.");
        }

        foreach (var held in source.Values.Where(each => !survivor.Values.Exists(own => own.Field == each.Field)))
        {
            SetValue(survivor, held.Field, held.Value);
        }

        source.Tags.ForEach(link => AddTag(survivor, link.Tag));
        Delete(source);
        survivor.Updated = Now;
        return (survivor, null);
    }
}
