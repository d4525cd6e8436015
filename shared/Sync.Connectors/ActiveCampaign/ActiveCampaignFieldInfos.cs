using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Fields as the account defines them, and those that every account has. Pure.</summary>
internal static class ActiveCampaignFieldInfos
{
    private static readonly Dictionary<string, FieldInfo[]> Fixed = new()
    {
        [ActiveCampaignModules.Contacts] =
        [
            new FieldInfo("email", "Email", ValueKind.Email, "email") { Required = true, Unique = true },
            new FieldInfo("first_name", "First name", ValueKind.Text, "text"),
            new FieldInfo("last_name", "Last name", ValueKind.Text, "text"),
            new FieldInfo("phone", "Phone", ValueKind.Phone, "text"),
            new FieldInfo("orgname", "Account name", ValueKind.Text, "text") { ReadOnly = true },
            new FieldInfo("tags", "Tags", ValueKind.Text, "tags") { ReadOnly = true },
            new FieldInfo(ActiveCampaignNames.Unsubscribed, "Left all lists", ValueKind.Truth, "subscriptions"),
        ],
        [ActiveCampaignModules.Deals] =
        [
            new FieldInfo("title", "Title", ValueKind.Text, "text") { Required = true },
            new FieldInfo("value", "Value, in the currency's smallest unit", ValueKind.Whole, "money") { Required = true },
            new FieldInfo("amount", "Value", ValueKind.Number, "money") { ReadOnly = true },
            new FieldInfo("currency", "Currency", ValueKind.Text, "text") { Required = true, Length = 3 },
            new FieldInfo("contact", "Contact", ValueKind.Reference, "contact"),
            new FieldInfo("account", "Account", ValueKind.Reference, "account"),
            new FieldInfo("group", "Pipeline", ValueKind.Reference, "pipeline"),
            new FieldInfo("stage", "Stage", ValueKind.Reference, "stage"),
            new FieldInfo("owner", "Owner", ValueKind.Reference, "user"),
            new FieldInfo("status", "Status", ValueKind.Choice, "status") { Choices = ["0", "1", "2"] },
            new FieldInfo("description", "Description", ValueKind.Text, "textarea"),
        ],
        [ActiveCampaignModules.Accounts] =
        [
            new FieldInfo("name", "Name", ValueKind.Text, "text") { Required = true, Unique = true },
            new FieldInfo("accountUrl", "Website", ValueKind.Address, "text"),
            new FieldInfo("owner", "Owner", ValueKind.Reference, "user"),
        ],
        [ActiveCampaignModules.Tasks] =
        [
            new FieldInfo("title", "Title", ValueKind.Text, "text"),
            new FieldInfo("note", "Description", ValueKind.Text, "textarea"),
            new FieldInfo("duedate", "Due", ValueKind.Moment, "datetime") { Required = true },
            new FieldInfo("status", "Done", ValueKind.Choice, "status") { Choices = ["0", "1"] },
            new FieldInfo("assignee", "Assignee", ValueKind.Reference, "user"),
            new FieldInfo("relid", "Of", ValueKind.Reference, "record") { Required = true },
        ],
        [ActiveCampaignModules.Notes] = [new FieldInfo("note", "Note", ValueKind.Text, "textarea") { Required = true }],
    };

    public static IEnumerable<FieldInfo> Core(string module) => Fixed[module];

    /// <param name="options">Texts of choices by number of the field.</param>
    public static FieldInfo? OfContact(JsonElement row, ILookup<string, string> options) =>
        row.Member("id").Text() is not { Length: > 0 } id ? null : Made(
            id, row.Member("perstag").Text(), row.Member("title").Text(), row.Member("type").Text(),
            row.Member("isrequired").Text() is "1" or "true", [.. options[id]]);

    public static FieldInfo OfCrm(ActiveCampaignCrmField field) =>
        Made(field.Id, field.Tag, field.Label, field.Type, field.Required, field.Options);

    private static FieldInfo Made(string id, string? tag, string? label, string? type, bool required, IReadOnlyList<string> options) =>
        new($"field:{id}", label ?? id, KindOf(type), type ?? "text")
        {
            Alias = string.IsNullOrEmpty(tag) ? null : $"field:{tag.ToLowerInvariant()}",
            Required = required,
            Choices = options,
        };

    private static ValueKind KindOf(string? type) => type switch
    {
        "date" => ValueKind.Date,
        "datetime" => ValueKind.Moment,
        "dropdown" or "radio" => ValueKind.Choice,
        "checkbox" or "listbox" or "multiselect" => ValueKind.Choices,
        "number" or "currency" => ValueKind.Number,
        _ => ValueKind.Text,
    };
}
