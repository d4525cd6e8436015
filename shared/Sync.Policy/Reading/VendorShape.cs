namespace Sync.Policy.Reading;

/// <summary>What a connection of one vendor must say about itself, and what may be said about it.</summary>
internal sealed record VendorShape
{
    /// <summary>Name in the file.</summary>
    public required string Vendor { get; init; }

    /// <summary>Which end of a pair it can be.</summary>
    public required Side Side { get; init; }

    /// <summary>Settings that it cannot do without.</summary>
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>What holds if the file sets none.</summary>
    public required ConnectionLimits Limits { get; init; }

    /// <summary>Modules that persons can be created in, the usual one first.</summary>
    public required IReadOnlyList<string> PersonModules { get; init; }

    /// <summary>Module that companies are created in; null where they cannot be.</summary>
    public string? CompanyModule { get; init; }

    /// <summary>Field of a person that names his company's record; null where there is none that can be written.</summary>
    public string? CompanyLink { get; init; }

    /// <summary>What conditions may ask about, and the field in which it stands.</summary>
    public required IReadOnlyDictionary<string, string> Marks { get; init; }

    /// <summary>Fields of a person that can be read and not written.</summary>
    public required IReadOnlyList<string> ReadOnly { get; init; }

    /// <summary>Most characters of a tag's name; null where any length will do.</summary>
    public int? LongestTag { get; init; }

    /// <summary>Whether many writes can go by a bulk import.</summary>
    public bool HasImport { get; init; }

    /// <summary>What its field <c>list:3</c> says of a person who is on list 3; null where there are no lists.</summary>
    public string? OnListAs { get; init; }

    // ActiveCampaign grants 5 calls a second to an account. A contact's organisation is the name of its account, a record of its own.
    // Zoho counts calls under way: 5 in its free edition, of which one is left to whatever else uses the account.
    public static IReadOnlyDictionary<string, VendorShape> All { get; } = new VendorShape[]
    {
        new()
        {
            Vendor = "activecampaign",
            Side = Side.Marketing,
            Settings = ["url", "apiKey"],
            Limits = new ConnectionLimits(5, 1),
            HasImport = true,
            PersonModules = ["contacts"],
            Marks = new Dictionary<string, string> { ["tag"] = "tags", ["list"] = "list", ["form"] = "form" },
            OnListAs = "1",
            ReadOnly = ["orgname", "tags", "tag", "list", "form"],
        },
        new()
        {
            Vendor = "zoho",
            Side = Side.Sales,
            Settings = ["accountsUrl", "clientId", "clientSecret", "refreshToken"],
            Limits = new ConnectionLimits(10, 4),
            PersonModules = ["Leads", "Contacts"],
            LongestTag = 25,
            CompanyModule = "Accounts",
            CompanyLink = "Account_Name",
            Marks = new Dictionary<string, string> { ["tag"] = "Tag" },
            ReadOnly = ["id", "Tag", "Created_Time", "Modified_Time", "Full_Name"],
        },
    }.ToDictionary(shape => shape.Vendor);

    public static bool IsSecret(string setting) => setting is "apiKey" or "hookSecret" or "formerHookSecret" or "clientSecret" or "refreshToken";

    public static bool IsAddress(string setting) => setting is "url" or "accountsUrl";
}
