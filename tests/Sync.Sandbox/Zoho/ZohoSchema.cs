namespace Sync.Sandbox.Zoho;

/// <summary>The modules of a fresh account, with the custom fields that an integration usually adds.</summary>
internal static class ZohoSchema
{
    public static IEnumerable<ZohoModule> Modules() =>
    [
        new("Leads", 125, "Email", [.. Person(), .. LeadOnly(), .. Custom(), .. System(), .. Conversion()]),
        new("Contacts", 129, "Email",
        [
            .. Person(), Field("Secondary_Email", "email", 100), Lookup("Account_Name", "Accounts"), Field("Title", "text", 100),
            Field("Department", "text", 50), Field("Mailing_City", "text", 100), Field("Mailing_Country", "text", 100),
            Field("Assistant", "text", 50), .. Custom(), .. System(),
        ]),
        new("Accounts", 127, "Account_Name",
        [
            Must("Account_Name", "text", 200), Field("Website", "website", 255), Field("Phone", "phone", 30),
            Field("Industry", "picklist", 120), Field("Billing_City", "text", 100), Field("Billing_Country", "text", 100),
            Lookup("Parent_Account", "Accounts"), Field("Employees", "integer", 9), Field("Annual_Revenue", "currency", 16),
            Field("Description", "textarea", 32000), Unique("AC_Account_ID"), .. System(),
        ]),
        new("Deals", 133, "Deal_Name",
        [
            Must("Deal_Name", "text", 120), Stage(), Picks("Pipeline", "Standard (Standard)"), Field("Amount", "currency", 16),
            Field("Closing_Date", "date", 20), Lookup("Account_Name", "Accounts"), Lookup("Contact_Name", "Contacts"),
            Picks("Lead_Source", Sources), Field("Probability", "integer", 9), Field("Next_Step", "text", 100), Picks("Type", "New Business", "Existing Business"),
            Field("Description", "textarea", 32000), Unique("AC_Deal_ID"), .. System(),
        ]),
        new("Tasks", 139, null,
        [
            Must("Subject", "text", 255), Field("Due_Date", "date", 20), Picks("Status", "Not Started", "In Progress", "Completed", "Deferred"),
            Picks("Priority", "High", "Highest", "Low", "Lowest", "Normal"), Lookup("Who_Id", "Contacts"), Lookup("What_Id", null),
            Field("Description", "textarea", 32000), Field("Send_Notification_Email", "boolean", 5), .. System(),
        ]),
        new("Notes", 151, null,
            [Field("Note_Title", "text", 120), Must("Note_Content", "textarea", 32000), new() { Name = "Parent_Id", Type = "lookup", Length = 120, Mandatory = true }, .. System()]),
    ];

    public static ZohoField Field(string name, string type, int length, bool custom = false) =>
        new() { Name = name, Type = type, Length = length, Custom = custom };

    private static readonly string[] Sources =
        ["Advertisement", "Cold Call", "External Referral", "Online Store", "Partner", "Web Download", "Web Form", "Web Research", "Chat"];

    private static ZohoField Must(string name, string type, int length) =>
        new() { Name = name, Type = type, Length = length, Mandatory = true };

    private static ZohoField Lookup(string name, string? target) => new() { Name = name, Type = "lookup", Length = 120, Target = target };

    private static ZohoField Picks(string name, params string[] picks) => new() { Name = name, Type = "picklist", Length = 120, Picks = picks };

    private static ZohoField Stage() => new()
    {
        Name = "Stage", Type = "picklist", Length = 120, Mandatory = true,
        Picks = ["Qualification", "Needs Analysis", "Value Proposition", "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost"],
    };

    private static ZohoField Unique(string name) => new() { Name = name, Type = "text", Length = 255, Custom = true, Unique = true };

    private static IEnumerable<ZohoField> Person() =>
    [
        Field("Email", "email", 100), Must("Last_Name", "text", 80), Field("First_Name", "text", 40), Field("Phone", "phone", 30),
        Picks("Lead_Source", Sources), Field("Mobile", "phone", 30), Field("Email_Opt_Out", "boolean", 5),
        Field("Description", "textarea", 32000),
    ];

    private static IEnumerable<ZohoField> LeadOnly() =>
    [
        Field("Company", "text", 200),
        Picks("Lead_Status", "Attempted to Contact", "Contact in Future", "Contacted", "Junk Lead", "Lost Lead", "Not Contacted", "Pre-Qualified", "Not Qualified"),
        Field("Website", "website", 255), Field("Designation", "text", 100), Field("City", "text", 100), Field("Country", "text", 100),
        Picks("Industry", "ERP", "Government/Military", "Service Provider", "Data/Telecom OEM"), Picks("Rating", "Acquired", "Active", "Market Failed", "Project Cancelled", "Shut Down"),
        Field("Annual_Revenue", "currency", 16), Field("No_of_Employees", "integer", 9),
    ];

    private static IEnumerable<ZohoField> Custom() =>
    [
        Unique("AC_Contact_ID"),
        Field("AC_Score", "integer", 9, true),
        Field("AC_Tags", "textarea", 2000, true),
        Field("AC_Lists", "textarea", 2000, true),
        Field("AC_Last_Event_At", "datetime", 20, true),
        new() { Name = "Interests", Type = "multiselectpicklist", Length = 2000, Custom = true, Picks = ["Red", "Blue", "Green"] },
        new() { Name = "Plan", Type = "picklist", Length = 120, Custom = true, Picks = ["Free", "Pro", "Enterprise"] },
        new() { Name = "Lifecycle", Type = "picklist", Length = 120, Custom = true, Picks = ["Subscriber", "Lead", "MQL", "SQL", "Customer"] },
        Field("Demo_Date", "date", 20, true),
        Field("Budget", "double", 16, true),
        Field("UTM_Source", "text", 255, true),
        Field("Sync_Note", "text", 255, true),
    ];

    /// <summary>Owner can be written; the stamps cannot.</summary>
    private static IEnumerable<ZohoField> System() =>
    [
        Field("Owner", "ownerlookup", 120),
        Kept("Created_Time", "datetime", record => new Instant(record.Created)),
        Kept("Modified_Time", "datetime", record => new Instant(record.Modified)),
        Kept("Created_By", "ownerlookup", record => record.CreatedBy),
        Kept("Modified_By", "ownerlookup", record => record.ModifiedBy),
        Kept("Full_Name", "text", record => record.Module.Name is "Leads" or "Contacts" ? record.Name : null),
        Kept("Record_Status__s", "picklist", record => record.Deleted ? "Trash" : "Available"),
        Kept("Tag", "tag", record => record.Tags),
    ];

    private static IEnumerable<ZohoField> Conversion() =>
    [
        Kept("Converted__s", "boolean", record => record.Converted is not null ? ZohoValues.True : ZohoValues.False),
        Kept("Converted_Date_Time", "datetime", record => record.Converted is { } done ? new Instant(done.At) : null),
        Kept("Converted_Contact", "lookup", record => record.Converted?.Contact),
        Kept("Converted_Account", "lookup", record => record.Converted?.Account),
        Kept("Converted_Deal", "lookup", record => record.Converted?.Deal),
    ];

    private static ZohoField Kept(string name, string type, Func<ZohoRecord, object?> read) =>
        new() { Name = name, Type = type, Length = 120, Computed = read };
}
