using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>The fields that a read asks for. Readers ask for the same again and again, so the names are looked up once.</summary>
internal sealed class ZohoSelections
{
    private const int MostFields = 50;
    private readonly Dictionary<(ZohoModule Module, int Version, string Names), ZohoField[]> _known = [];

    /// <summary>Unknown names are left out in silence.</summary>
    public ZohoField[] Of(ZohoModule module, string names)
    {
        if (!_known.TryGetValue((module, module.Version, names), out var fields))
        {
            if (_known.Count > 500)
            {
                _known.Clear();
            }

            fields = [.. names.Split(',').Select(name => module.Field(name.Trim())).OfType<ZohoField>().Distinct()];
            _known[(module, module.Version, names)] = fields;
        }

        return fields;
    }

    /// <summary>A list must name its fields, fifty at most.</summary>
    public bool TryRead(Call call, ZohoModule module, out ZohoField[] fields)
    {
        fields = [];
        if (call.Query["fields"] is not { Length: > 0 } names)
        {
            ZohoError.NoParameter("fields").Answer(call);
            return false;
        }

        fields = Of(module, names);
        if (fields.Length > MostFields)
        {
            new ZohoError("LIMIT_EXCEEDED", "too many fields") { Details = json => json.WriteNumber("limit", MostFields) }.Answer(call);
            return false;
        }

        return true;
    }
}
