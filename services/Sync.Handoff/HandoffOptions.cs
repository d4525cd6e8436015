using System.ComponentModel.DataAnnotations;

namespace Sync.Handoff;

/// <summary>How handoffs are watched. Who is handed off to whom stands in <c>sync.yaml</c>.</summary>
public sealed class HandoffOptions
{
    public const string Section = "Handoff";

    /// <summary>Seconds between two looks at an owner's task until its deadline; after it a look comes fifteen times as rarely. A look at up
    /// to a hundred tasks is one call to Zoho.</summary>
    [Range(1, 3_600)]
    public int LookSeconds { get; init; } = 60;
}
