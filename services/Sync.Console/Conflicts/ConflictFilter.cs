using Dapper;
using Microsoft.AspNetCore.Mvc;

namespace Sync.Console.Conflicts;

/// <summary>Which conflicts.</summary>
public sealed record ConflictFilter
{
    /// <summary><c>open</c>, the usual, with those being turned round; <c>closed</c>; or <c>all</c>.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Whole address.</summary>
    [FromQuery(Name = "email")]
    public string? Email { get; init; }

    /// <summary>Canonical name.</summary>
    [FromQuery(Name = "field")]
    public string? Field { get; init; }

    internal string? Refuse() => Given.Text(State) is null or "open" or "closed" or "all" ? null : "state must be open, closed or all.";

    internal string Where(DynamicParameters arguments)
    {
        var conditions = new List<string>();
        if (Given.Text(State) is not "all")
        {
            conditions.Add(Given.Text(State) is "closed" ? "state = 'closed'" : "state <> 'closed'");
        }

        And(Given.Address(Email), "email");
        And(Given.Text(Field), "field");
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);

        void And(string? value, string name)
        {
            if (value is not null)
            {
                arguments.Add(name, value);
                conditions.Add($"{name} = @{name}");
            }
        }
    }
}
