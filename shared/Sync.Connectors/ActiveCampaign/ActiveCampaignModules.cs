using System.Diagnostics.CodeAnalysis;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A kind of record in the API.</summary>
/// <param name="Name">As webhooks and <c>sync.yaml</c> have it.</param>
/// <param name="Path">Of its list.</param>
/// <param name="One">Member that holds one.</param>
/// <param name="Stamps">Members that say when it was changed, best first: they are named differently everywhere.</param>
/// <param name="RelType">What notes call it.</param>
internal sealed record ActiveCampaignModule(string Name, string Path, string One, string[] Stamps, string? RelType);

/// <summary>The kinds of records that can be read.</summary>
internal static class ActiveCampaignModules
{
    public const string Contacts = "contacts";
    public const string Deals = "deals";
    public const string Accounts = "accounts";
    public const string Tasks = "tasks";
    public const string Notes = "notes";

    public static IReadOnlyList<ActiveCampaignModule> All { get; } =
    [
        new(Contacts, "contacts", "contact", ["udate", "updated_timestamp", "cdate"], "Subscriber"),
        new(Deals, "deals", "deal", ["mdate", "udate", "cdate"], "Deal"),
        new(Accounts, "accounts", "account", ["updatedTimestamp", "createdTimestamp"], "CustomerAccount"),
        new(Tasks, "dealTasks", "dealTask", ["udate", "mdate", "cdate"], "DealTask"),
        new(Notes, "notes", "note", ["mdate", "cdate"], null),
    ];

    public static bool TryFind(
        string name, [NotNullWhen(true)] out ActiveCampaignModule? module, [NotNullWhen(false)] out VendorFault? fault)
    {
        module = All.FirstOrDefault(each => each.Name == name);
        fault = module is not null ? null : new VendorFault(
            FailureClasses.Validation, "UNKNOWN_MODULE",
            $"'{name}' cannot be read; known are {string.Join(", ", All.Select(each => each.Name))}.");
        return module is not null;
    }

    /// <summary>The module that a call is about, where a right or a plan may be missing for it alone; else null.</summary>
    public static string? OfPath(string path) => path switch
    {
        _ when path.StartsWith("dealTask", StringComparison.Ordinal) => Tasks,
        _ when path.StartsWith("deal", StringComparison.Ordinal) || path.Contains("/deals", StringComparison.Ordinal) => Deals,
        _ when path.StartsWith("account", StringComparison.Ordinal) => Accounts,
        _ => null,
    };
}
