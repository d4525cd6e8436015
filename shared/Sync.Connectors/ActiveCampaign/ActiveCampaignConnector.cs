using Sync.Connectors.Http;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>ActiveCampaign.</summary>
public sealed class ActiveCampaignConnector : IConnector
{
    public string Vendor => "activecampaign";

    public IWebhook Webhook { get; } = new ActiveCampaignWebhook();

    public IReadOnlyList<string> PersonModules { get; } = [ActiveCampaignModules.Contacts];

    public IReadOnlyList<string> PersonEvents { get; } =
        ["subscribe", "unsubscribe", "update", "contact_tag_added", "contact_tag_removed"];

    public IReadOnlyList<string> CompanyModules { get; } = [ActiveCampaignModules.Accounts];

    public IReadOnlyList<string> CompanyEvents { get; } = ["account_add", "account_update"];

    public IReadOnlyList<NeededField> DealFields => [];

    public IReadOnlyList<string> DealEvents { get; } = ["deal_add", "deal_update"];

    public IReadOnlyDictionary<string, string?> MadeUpPerson { get; } =
        new Dictionary<string, string?> { ["first_name"] = "Sync", ["last_name"] = "Trial" };

    public IReadOnlyList<NeededField> FieldsOf(Operation.SaveDeal deal) => [];

    /// <summary>Settings: <c>url</c>, with or without <c>/api/3</c>, <c>apiKey</c>; optionally <c>timeoutSeconds</c> (15).</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public VendorConnection Open(ConnectionSettings connection, HttpClient http, ITokenStore tokens) =>
        Open(connection, http, TimeProvider.System);

    internal static VendorConnection Open(ConnectionSettings connection, HttpClient http, TimeProvider clock)
    {
        var options = ActiveCampaignOptions.Of(connection);
        var client = new ActiveCampaignClient(options, new VendorHttp(http, options.Timeout, clock), clock);
        var fields = new ActiveCampaignFields(client, clock);
        var crmFields = new ActiveCampaignCrmFields(client, clock);
        var tags = new ActiveCampaignTags(client, clock);
        var tagBook = new ActiveCampaignTagBook(client, clock);
        var subscriptions = new ActiveCampaignSubscriptions(client);
        var writer = new ActiveCampaignWriter(client, fields, subscriptions);
        var metadata = new ActiveCampaignMetadata(client);
        var registration = new ActiveCampaignRegistration(client, options);
        return new VendorConnection
        {
            Target = new ActiveCampaignTarget(new ActiveCampaignReader(client, fields, tags), writer, subscriptions),
            Source = new ActiveCampaignSource(
                client, new ActiveCampaignRowReader(client, fields, crmFields, tags, clock), tagBook, clock),
            Operations = Operations(client, writer, crmFields, tagBook, clock),
            Metadata = metadata,
            Registration = registration,
            Checkup = new ActiveCampaignCheckup(client, options, metadata, registration, clock),
            Import = new ActiveCampaignImport(client, fields),
        };
    }

    private static ActiveCampaignOperations Operations(
        ActiveCampaignClient client, ActiveCampaignWriter writer, ActiveCampaignCrmFields crmFields, ActiveCampaignTagBook tagBook,
        TimeProvider clock)
    {
        var marks = new ActiveCampaignMarks(client);
        var users = new ActiveCampaignUsers(client, clock);
        return new ActiveCampaignOperations(
            new ActiveCampaignTagging(client, tagBook), new ActiveCampaignSubscriptions(client),
            new ActiveCampaignDeals(client, crmFields, marks, users), new ActiveCampaignNotes(client, marks),
            new ActiveCampaignTasks(client, marks, users, clock), new ActiveCampaignAccounts(client, crmFields, users),
            new ActiveCampaignEnrolment(client), writer);
    }
}
