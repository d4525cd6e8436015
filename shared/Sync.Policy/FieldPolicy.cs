namespace Sync.Policy;

/// <summary>One field of a route.</summary>
public sealed record FieldPolicy
{
    /// <summary>Canonical name: the one word for this field inside the product.</summary>
    public required string Name { get; init; }

    /// <summary>Name at the source, e.g. <c>first_name</c> or <c>field:3</c>.</summary>
    public required string From { get; init; }

    /// <summary>Name at the target, e.g. <c>First_Name</c>.</summary>
    public required string To { get; init; }

    /// <summary>The target refuses a record without it.</summary>
    public bool Required { get; init; }

    /// <summary>Sent in place of an empty value when the record is created.</summary>
    public string? Fallback { get; init; }
}
