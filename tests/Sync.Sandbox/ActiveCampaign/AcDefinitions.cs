namespace Sync.Sandbox.ActiveCampaign;

/// <summary>A contact custom field. The perstag is its name in merge texts: upper case, no spaces.</summary>
internal sealed class AcField
{
    public required int Id { get; init; }

    public required string Perstag { get; init; }

    public required string Type { get; init; }

    public required long Created { get; init; }

    public string Title { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public List<AcOption> Options { get; } = [];

    /// <summary>Options that there have ever been: an id is not given again.</summary>
    public int OptionsEver { get; set; }
}

/// <summary>A choice of a field.</summary>
internal sealed record AcOption(int Id, string Value, string Label, bool IsDefault);

internal sealed class AcTag
{
    public required int Id { get; init; }

    public required long Created { get; init; }

    public string Name { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public string Kind { get; set; } = "contact";
}

internal sealed class AcList
{
    public required int Id { get; init; }

    public required string StringId { get; init; }

    public required long Created { get; init; }

    public string Name { get; set; } = string.Empty;

    public string SenderUrl { get; set; } = "https://example.test";

    public string SenderReminder { get; set; } = "You signed up on our site.";
}

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
