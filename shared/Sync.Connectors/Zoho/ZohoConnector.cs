using Sync.Connectors.Http;

namespace Sync.Connectors.Zoho;

/// <summary>Zoho CRM.</summary>
public sealed class ZohoConnector : IConnector
{
    public string Vendor => "zoho";

    public IWebhook Webhook { get; } = new ZohoWebhook();

    public IReadOnlyList<string> PersonModules => ZohoReader.PersonModules;

    public IReadOnlyList<string> PersonEvents { get; } = [.. ZohoReader.PersonModules.Select(module => $"{module}.all")];

    public IReadOnlyList<string> CompanyModules { get; } = [ZohoReader.Companies];

    public IReadOnlyList<string> CompanyEvents { get; } = [$"{ZohoReader.Companies}.all"];

    public IReadOnlyList<string> DealEvents => [];

    public IReadOnlyList<NeededField> DealFields { get; } =
        [.. ZohoDealSource.Fields.Select(field => new NeededField(ZohoDealTold.Deals, field) { Written = false })];

    public IReadOnlyDictionary<string, string?> MadeUpPerson { get; } =
        new Dictionary<string, string?> { ["First_Name"] = "Sync", ["Last_Name"] = "Trial" };

    public IReadOnlyList<NeededField> FieldsOf(Operation.SaveDeal deal) =>
    [
        .. (ZohoDrafts.Of(deal).Draft?.Fields ?? new Dictionary<string, string?>()).Select(field =>
            new NeededField("Deals", field.Key) { Values = field.Key is "Stage" or "Pipeline" && field.Value is { } value ? [value] : [] }),
    ];

    /// <summary>Settings: <c>accountsUrl</c>, <c>clientId</c>, <c>clientSecret</c>, <c>refreshToken</c>; optionally
    /// <c>timeoutSeconds</c> (15) and <c>apiDomain</c>, for an accounts server that does not say where the API is.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public VendorConnection Open(ConnectionSettings connection, HttpClient http, ITokenStore tokens) =>
        Open(connection, http, tokens, TimeProvider.System);

    internal static VendorConnection Open(ConnectionSettings connection, HttpClient http, ITokenStore tokens, TimeProvider clock)
    {
        var options = ZohoOptions.Of(connection);
        var sender = new VendorHttp(http, options.Timeout, clock);
        var client = new ZohoClient(options, sender, tokens, new ZohoGrant(options, sender, clock));
        var fieldTypes = new ZohoFieldTypes(client, clock);
        var users = new ZohoUsers(client, clock);
        var records = new ZohoRecordReader(client, fieldTypes, clock);
        var reader = new ZohoReader(client, fieldTypes);
        var metadata = new ZohoMetadata(client, users);
        var registration = new ZohoRegistration(client, options, clock);
        var source = new ZohoSource(records, new ZohoSweep(client, records), clock);
        return new VendorConnection
        {
            Target = new ZohoTarget(reader, new ZohoCompanies(client, fieldTypes), new ZohoWriter(client, fieldTypes)),
            Source = source,
            Deals = new ZohoDealSource(source, users),
            Operations = new ZohoOperations(
                new ZohoTagging(client), new ZohoCreation(client, fieldTypes, new ZohoMarks(client)), new ZohoChanges(client, fieldTypes),
                new ZohoConversion(client, fieldTypes), users, reader, new ZohoDeals(client)),
            Metadata = metadata,
            Registration = registration,
            Checkup = new ZohoCheckup(client, options, metadata, registration, clock),
        };
    }
}
