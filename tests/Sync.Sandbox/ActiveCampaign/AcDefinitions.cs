namespace Sync.Sandbox.ActiveCampaign;

/// <summary>A contact custom field. The perstag is its name in merge texts: upper case, no spaces.</summary>
internal sealed record AcField(int Id, string Title, string Perstag, string Type, IReadOnlyList<string> Options, long Created);

internal sealed record AcTag(int Id, string Name, string Description, string Kind, long Created);

internal sealed record AcList(int Id, string Name, string StringId, long Created);

internal sealed record AcForm(int Id, string Name);

/// <summary>A registered receiver of account webhooks.</summary>
internal sealed class AcHook
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public string Name { get; set; } = string.Empty;

    public string Url { get; set; } = string.Empty;

    public IReadOnlyList<string> Events { get; set; } = [];

    public IReadOnlyList<string> Sources { get; set; } = [];

    public int List { get; set; }

    /// <summary>False for good once the address has answered 410.</summary>
    public bool Active { get; set; } = true;
}
