using System.Collections.Concurrent;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Which fields a module has and of what type; Zoho is asked at most once an hour.</summary>
internal sealed class ZohoFieldTypes(ZohoClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, string> None = [];

    private static readonly HashSet<string> Texts =
    [
        "Salutation", "First_Name", "Last_Name", "Email", "Secondary_Email", "Phone", "Mobile", "Home_Phone", "Other_Phone", "Fax",
        "Company", "Title", "Designation", "Department", "Website", "Industry", "Rating", "Lead_Source", "Lead_Status", "Description",
        "Street", "City", "State", "Zip_Code", "Country", "Mailing_Street", "Mailing_City", "Mailing_State", "Mailing_Zip",
        "Mailing_Country", "Other_Street", "Other_City", "Other_State", "Other_Zip", "Other_Country", "Skype_ID", "Twitter",
        "Subject", "Stage", "Pipeline", "Deal_Name", "Closing_Date", "Due_Date", "Status", "Priority", "Note_Title", "Note_Content",
    ];

    private static readonly Dictionary<string, string> Others = new()
    {
        ["Email_Opt_Out"] = "boolean",
        ["Owner"] = "ownerlookup",
        ["Who_Id"] = "lookup",
        ["What_Id"] = "lookup",
        ["Contact_Name"] = "lookup",
        ["Amount"] = "currency",
    };

    private static readonly Dictionary<string, string> OthersBesideAccounts = new(Others) { ["Account_Name"] = "lookup" };

    private readonly ConcurrentDictionary<string, (Dictionary<string, string> Types, DateTimeOffset At)> _known = new();

    /// <summary>Data type by field; text fields may be absent.</summary>
    public async Task<CallResult<IReadOnlyDictionary<string, string>>> Types(
        string module, IEnumerable<string> fields, CancellationToken ct)
    {
        // An account's own name is a text; everywhere else it is a link to the account.
        var usual = module == "Accounts" ? Others : OthersBesideAccounts;
        if (fields.All(field => Texts.Contains(field) || usual.ContainsKey(field) || (field == "Account_Name" && module == "Accounts")))
        {
            return CallResult<IReadOnlyDictionary<string, string>>.Ok(usual);
        }

        var read = await Fields(module, ct);
        return read.TryGet(out var types, out _)
            ? CallResult<IReadOnlyDictionary<string, string>>.Ok(types.Concat(usual).DistinctBy(type => type.Key).ToDictionary())
            : read;
    }

    /// <summary>Those of the fields that the module has: a query that names another is refused whole. Leads have a Company, Contacts
    /// have not.</summary>
    public async Task<CallResult<IReadOnlyCollection<string>>> Present(
        string module, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var answer = await Fields(module, ct);
        if (!answer.TryGet(out var types, out var fault))
        {
            return CallResult<IReadOnlyCollection<string>>.Failed(fault);
        }

        return CallResult<IReadOnlyCollection<string>>.Ok(types.Count == 0 ? fields : [.. fields.Where(types.ContainsKey)]);
    }

    /// <summary>Every field of the module with its type, none where the settings may not be read.</summary>
    public Task<CallResult<IReadOnlyDictionary<string, string>>> All(string module, CancellationToken ct) => Fields(module, ct);

    /// <summary>Every field of the module with its type; none where the settings may not be read.</summary>
    private async Task<CallResult<IReadOnlyDictionary<string, string>>> Fields(string module, CancellationToken ct)
    {
        if (_known.TryGetValue(module, out var known) && clock.GetUtcNow() - known.At < Lifetime)
        {
            return CallResult<IReadOnlyDictionary<string, string>>.Ok(known.Types);
        }

        var sent = await client.Get($"settings/fields?module={Uri.EscapeDataString(module)}", ct);
        if (!sent.TryGet(out var reply, out var fault) || Blocks(reply, out fault))
        {
            return CallResult<IReadOnlyDictionary<string, string>>.Failed(fault!);
        }

        var types = reply.IsSuccess ? Read(reply) : None;
        _known[module] = (types, clock.GetUtcNow());
        return CallResult<IReadOnlyDictionary<string, string>>.Ok(types);
    }

    // Without the right to read the settings, values still go out as text, which is right for most fields.
    private static bool Blocks(VendorReply reply, out VendorFault? fault)
    {
        fault = reply.IsSuccess ? null : ZohoFaults.Of(reply, wrote: false);
        return fault is { IsAccountWide: true } and not { Class: FailureClasses.Permission };
    }

    private static Dictionary<string, string> Read(VendorReply reply)
    {
        var types = new Dictionary<string, string>();
        foreach (var field in reply.Json.Member("fields").Items())
        {
            if (field.Member("api_name").Text() is { } name && field.Member("data_type").Text() is { } type)
            {
                types[name] = type;
            }
        }

        return types;
    }
}
