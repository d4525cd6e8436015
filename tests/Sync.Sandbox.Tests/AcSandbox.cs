namespace Sync.Sandbox.Tests;

/// <summary>A sandbox whose ActiveCampaign account has no limit, with a receiver that hears every event.</summary>
internal sealed class AcSandbox : IAsyncDisposable
{
    private static readonly string[] Events =
        ["bounce", "contact_tag_added", "contact_tag_removed", "deal_add", "deal_note_add", "deal_pipeline_add", "deal_stage_add", "deal_task_add",
         "deal_task_complete", "deal_tasktype_add", "deal_update", "list_add", "subscribe", "subscriber_note", "unsubscribe", "update",
         "contact_task_add", "account_add", "account_update", "account_contact_add", "account_contact_update"];

    private static readonly string[] Sources = ["public", "admin", "api", "system"];

    private AcSandbox(TestSandbox sandbox, Receiver receiver) => (Sandbox, Receiver) = (sandbox, receiver);

    public TestSandbox Sandbox { get; }

    public Receiver Receiver { get; }

    public static async Task<AcSandbox> Start()
    {
        var sandbox = await TestSandbox.Start();
        var receiver = await Receiver.Start();
        await sandbox.Control("PUT", "/limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        await sandbox.Ac("POST", "webhooks", new { webhook = new { name = "all", url = receiver.Address, events = Events, sources = Sources } });
        return new AcSandbox(sandbox, receiver);
    }

    public Task<Reply> Call(string method, string path, object? body = null) => Sandbox.Ac(method, path, body);

    public Task Switch(string name, string value) =>
        Sandbox.Control("PUT", "/switches", new Dictionary<string, string> { ["vendor"] = "ac", [name] = value });

    /// <summary>A contact whose events nobody hears.</summary>
    public async Task<string> Contact(string email)
    {
        var import = await Sandbox.Act(new { vendor = "ac", @do = "import", email });
        return import.String("0.id")!;
    }

    /// <summary>The next event as its decoded pairs; those about contacts are waited for like any other.</summary>
    public async Task<Dictionary<string, string>> Next() => (await Receiver.NextForm()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2)).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
