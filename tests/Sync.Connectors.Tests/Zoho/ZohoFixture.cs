using Sync.Connectors.Zoho;

namespace Sync.Connectors.Tests.Zoho;

/// <summary>A Zoho account to call, and what it was asked.</summary>
internal sealed class ZohoFixture
{
    public const string Token = """{"access_token":"1000.a.1","api_domain":"http://api.test","token_type":"Bearer","expires_in":3600}""";

    public const string FieldsPath = "/crm/v8/settings/fields";

    public ZohoFixture()
    {
        Vendor.On("POST", "/oauth/v2/token", 200, Token);
        Vendor.On("GET", FieldsPath, 204);
        Open = ZohoConnector.Open(Some.Zoho(), new HttpClient(Vendor), Tokens, Time);
    }

    public FakeVendor Vendor { get; } = new();

    public FakeTokens Tokens { get; } = new();

    public QuickTime Time { get; } = new();

    public VendorConnection Open { get; }

    public ITarget Target => Open.Target;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Answers to the query language, module by module; none for modules not named.</summary>
    public void Rows(string module, string rows, bool more = false) => Vendor.On(
        call => call.Path == "/crm/v8/coql" && call.Body.Contains($" from {module} ", StringComparison.Ordinal),
        _ => rows.Length == 0 ? FakeVendor.Reply(204)
            : FakeVendor.Reply(200, $$"""{"data":[{{rows}}],"info":{"more_records":{{(more ? "true" : "false")}} } }"""));

    /// <summary>Carries out one operation.</summary>
    public async Task<WriteOutcome> Run(Operation operation) => Assert.Single((await Open.Operations.Run([operation], Ct)).Value());

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Find(params string[] emails) =>
        Target.Find(emails, ["First_Name", "Phone"], Ct);

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(params TargetRecord[] records) => Target.Write("Leads", records, Ct);
}
