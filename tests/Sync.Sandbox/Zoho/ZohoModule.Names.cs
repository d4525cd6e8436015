namespace Sync.Sandbox.Zoho;

/// <summary>What a record of a module is called where others point to it.</summary>
internal sealed partial class ZohoModule
{
    public string? NameOf(ZohoRecord record) => Name switch
    {
        "Leads" or "Contacts" => FullName(record),
        "Accounts" => Text(record, "Account_Name"),
        "Deals" => Text(record, "Deal_Name"),
        "Tasks" => Text(record, "Subject"),
        _ => Text(record, "Note_Title"),
    };

    public static string? Text(ZohoRecord record, string field) =>
        record.Module.Field(field) is { } known ? record[known.Ordinal] as string : null;

    private static string FullName(ZohoRecord record) =>
        Text(record, "First_Name") is { Length: > 0 } first ? $"{first} {Text(record, "Last_Name")}" : Text(record, "Last_Name") ?? string.Empty;
}
