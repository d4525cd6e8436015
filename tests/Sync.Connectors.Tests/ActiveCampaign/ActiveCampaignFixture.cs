using Sync.Connectors.ActiveCampaign;

namespace Sync.Connectors.Tests.ActiveCampaign;

/// <summary>An ActiveCampaign account to call, and what it was asked.</summary>
internal sealed class ActiveCampaignFixture
{
    public const string Contacts = "/api/3/contacts";
    public const string Contact7 = "/api/3/contacts/7";
    public const string SyncPath = "/api/3/contact/sync";
    public const string Fields = "/api/3/fields";
    public const string Me = "/api/3/users/me";

    public ActiveCampaignFixture() => Open = ActiveCampaignConnector.Open(Some.ActiveCampaign(), new HttpClient(Vendor), Time);

    public FakeVendor Vendor { get; } = new();

    public QuickTime Time { get; } = new();

    public VendorConnection Open { get; }

    public ITarget Target => Open.Target;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Carries out one operation.</summary>
    public async Task<WriteOutcome> Run(Operation operation) => Assert.Single((await Open.Operations.Run([operation], Ct)).Value());

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(params TargetRecord[] records) => Target.Write("contacts", records, Ct);
}
