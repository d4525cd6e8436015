using Microsoft.AspNetCore.Mvc;

namespace Sync.Console.Reviews;

/// <summary>Which reviews.</summary>
public sealed record ReviewFilter
{
    /// <summary><c>open</c>, the usual, with those being decided; <c>closed</c>; or <c>all</c>.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Whole address of one of the two.</summary>
    [FromQuery(Name = "email")]
    public string? Email { get; init; }

    internal string? Refuse() => Given.Text(State) is null or "open" or "closed" or "all" ? null : "state must be open, closed or all.";

    internal string[] States => Given.Text(State) switch
    {
        "all" => ["open", "deciding", "closed"],
        "closed" => ["closed"],
        _ => ["open", "deciding"],
    };

    internal string? Address => Given.Address(Email);
}
