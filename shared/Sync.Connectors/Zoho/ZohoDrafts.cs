using System.Globalization;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>What operations ask to be made, in Zoho's fields. Source: "Insert Records", Notes and Tasks. Pure.</summary>
internal static class ZohoDrafts
{
    public static (ZohoDraft? Draft, VendorFault? Mistake) Of(Operation.AddNote note) =>
        (new ZohoDraft("Notes", note.Mark, new Dictionary<string, string?>
        {
            ["Note_Title"] = note.Title,
            ["Note_Content"] = note.Text,
        }.Where(field => field.Value is not null).ToDictionary())
        {
            About = note.About,
            TextField = "Note_Content",
            NameField = "Note_Title",
            More = json =>
            {
                json.WriteStartObject("Parent_Id");
                json.WriteStartObject("module");
                json.WriteString("api_name", note.About.Module);
                json.WriteEndObject();
                json.WriteString("id", note.About.RecordId);
                json.WriteEndObject();
            },
        }, null);

    // A lead is linked like a deal or an account; only a contact stands in a field of its own.
    public static (ZohoDraft? Draft, VendorFault? Mistake) Of(Operation.AddTask task)
    {
        var isContact = task.About.Module == "Contacts";
        var contact = isContact ? task.About.RecordId : task.ContactId;
        Dictionary<string, string?> said = new(task.Fields)
        {
            ["Subject"] = task.Subject,
            ["Due_Date"] = task.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Priority"] = task.Priority,
            ["Owner"] = task.OwnerId,
            ["Description"] = task.Text,
            ["Who_Id"] = contact,
            ["What_Id"] = isContact ? null : task.About.RecordId,
        };
        return (new ZohoDraft("Tasks", task.Mark, Said(said, task.Fields))
        {
            About = task.About,
            More = isContact ? null : json => json.WriteString("$se_module", task.About.Module),
        }, null);
    }

    public static (ZohoDraft? Draft, VendorFault? Mistake) Of(Operation.SaveDeal deal)
    {
        if (Mistake(deal) is { } mistake)
        {
            return (null, mistake);
        }

        var person = deal.ContactId ?? deal.About?.RecordId;

        Dictionary<string, string?> said = new(deal.Fields)
        {
            ["Deal_Name"] = deal.Title,
            ["Amount"] = deal.Value?.Amount.ToString(CultureInfo.InvariantCulture),
            ["Contact_Name"] = person,
            ["Account_Name"] = deal.AccountId,
            ["Pipeline"] = deal.Pipeline,
            ["Stage"] = deal.Stage,
            ["Owner"] = deal.OwnerId,
            ["Closing_Date"] = deal.ClosesOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Description"] = deal.Description,
        };
        return (new ZohoDraft("Deals", deal.DealId is null ? deal.Mark : null, Said(said, deal.Fields))
        {
            About = person is { } contact ? new RecordLink("Contacts", contact)
                : deal.AccountId is { } account ? new RecordLink("Accounts", account) : null,
            NameField = "Deal_Name",
        }, null);
    }

    private static VendorFault? Mistake(Operation.SaveDeal deal)
    {
        if (deal.About is { } about && about.Module != "Contacts")
        {
            return new VendorFault(
                FailureClasses.Validation, Operation.NeedsContact, "A deal of Zoho belongs to a contact or an account, and the person is a lead.");
        }

        if (deal.Status is not null)
        {
            return new VendorFault(
                FailureClasses.Validation, Operation.NotOffered, "Zoho says by the stage whether a deal is won: set the stage.");
        }

        var missing = deal.DealId is not null ? null
            : string.IsNullOrWhiteSpace(deal.Title) ? "Deal_Name"
            : deal.Stage is null ? "Stage"
            : deal.Mark is null ? "mark"
            : null;
        return missing is null ? null : new VendorFault(
            FailureClasses.MissingField, "MANDATORY_NOT_FOUND", $"A new deal needs its {missing}.") { Field = missing };
    }

    // What an operation does not say stays as it is; what its own fields say empty becomes empty.
    private static Dictionary<string, string?> Said(Dictionary<string, string?> all, IReadOnlyDictionary<string, string?> own) =>
        all.Where(field => field.Value is not null || own.ContainsKey(field.Key)).ToDictionary();
}
