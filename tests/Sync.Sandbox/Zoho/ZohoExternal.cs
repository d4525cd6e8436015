using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// The header X-EXTERNAL: records and lookups of this call are named by an external field instead of their id.
/// <c>Contacts.AC_Contact_ID</c> for the record, <c>Contacts.Account_Name.AC_Account_ID</c> for a lookup and
/// <c>Tasks.What_Id-&gt;Accounts.AC_Account_ID</c> for one that may point to several modules.
/// </summary>
internal sealed class ZohoExternal
{
    private readonly Dictionary<(string Lookup, string Target), ZohoField> _lookups = [];

    /// <summary>The field that names the record itself; null when only lookups are named so.</summary>
    public ZohoField? OfRecord { get; private set; }

    /// <returns>Null without the header.</returns>
    /// <exception cref="ZohoException">The header names a field that is not external.</exception>
    public static ZohoExternal? Read(Call call, ZohoState state, ZohoModule module)
    {
        if (call.Header("X-EXTERNAL") is not { Length: > 0 } header)
        {
            return null;
        }

        var external = new ZohoExternal();
        foreach (var part in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            external.Add(state, module, part);
        }

        return external;
    }

    public ZohoField? Lookup(ZohoField lookup, string target) => _lookups.GetValueOrDefault((lookup.Name, target));

    private void Add(ZohoState state, ZohoModule module, string part)
    {
        var names = part.Replace("->", ".", StringComparison.Ordinal).Split('.');
        switch (names)
        {
            case [var own, var field] when own == module.Name:
                OfRecord = External(module, field, part);
                break;
            case [var own, var lookup, var field] when own == module.Name && module.Field(lookup)?.Target is { } target:
                _lookups[(lookup, target)] = External(state.Module(target), field, part);
                break;
            case [var own, var lookup, var target, var field] when own == module.Name:
                _lookups[(lookup, target)] = External(state.Module(target), field, part);
                break;
            default:
                throw Unusable(part);
        }
    }

    private static ZohoField External(ZohoModule? module, string name, string part) =>
        module?.Field(name) is { External: not null } field ? field : throw Unusable(part);

    private static ZohoException Unusable(string part) => new(ZohoError.InvalidData(
        "the external field given in the header seems to be invalid", json => json.WriteString("header", part)));
}
