using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Sync.Policy;

namespace Sync.Console.DeadLetters;

/// <summary>Which dead letters. Nothing given means all that nobody has dealt with.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Whole address, or a part of one.</summary>
    [FromQuery(Name = "email")]
    public string? Email { get; init; }

    [FromQuery(Name = "class")]
    public string? Class { get; init; }

    [FromQuery(Name = "code")]
    public string? Code { get; init; }

    /// <summary>Field that is to blame, in the words of whoever refused it.</summary>
    [FromQuery(Name = "field")]
    public string? Field { get; init; }

    [FromQuery(Name = "connection")]
    public string? Connection { get; init; }

    [FromQuery(Name = "stage")]
    public string? Stage { get; init; }

    /// <summary>Number of a group.</summary>
    [FromQuery(Name = "group")]
    public long? Group { get; init; }

    /// <summary>Failed at this time or later.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Failed before this time.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary><c>open</c>, <c>queued</c>, <c>replaying</c>, <c>replayed</c>, <c>failed again</c>, <c>archived</c> or <c>all</c>.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    internal static IReadOnlyList<string> States { get; } = ["open", "queued", "replaying", "replayed", "failed again", "archived", "all"];

    internal bool IsEmpty => this == new DeadLetterFilter { State = State };

    /// <summary>What is given, by its name in a query or form; the state is left out.</summary>
    internal IReadOnlyList<(string Name, string Value)> Fields() =>
    [
        .. new (string Name, string? Value)[]
        {
            ("email", Email), ("class", Class), ("code", Code), ("field", Field), ("connection", Connection), ("stage", Stage),
            ("group", Group?.ToString(CultureInfo.InvariantCulture)), ("from", From?.UtcDateTime.ToString("O")), ("to", To?.UtcDateTime.ToString("O")),
        }.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => (part.Name, part.Value!)),
    ];

    /// <summary>The condition as SQL. Class, code, field and connection are looked up among the groups, of which there are few.</summary>
    internal string Where(DynamicParameters arguments)
    {
        var conditions = new List<string>();
        And(State is "all" ? null : State ?? "open", "state", "state = @state");
        And(Group, "groupId", "group_id = @groupId");
        And(Given.Text(Stage), "stage", "stage = @stage");
        And(From?.UtcDateTime, "from", "at >= @from");
        And(To?.UtcDateTime, "to", "at < @to");
        AndEmail();
        var group = new (string Column, string? Value)[] { ("connection", Given.Text(Connection)), ("class", Given.Text(Class)), ("code", Given.Text(Code)), ("field", Given.Text(Field)) }
            .Where(part => part.Value is not null).ToList();
        if (group.Count > 0)
        {
            group.ForEach(part => arguments.Add($"group_{part.Column}", part.Value));
            conditions.Add($"group_id = any(array(select id from dead_letter_group where {string.Join(" and ", group.Select(part => $"{part.Column} = @group_{part.Column}"))}))");
        }

        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);

        void And(object? value, string name, string condition)
        {
            if (value is not null)
            {
                arguments.Add(name, value);
                conditions.Add(condition);
            }
        }

        void AndEmail()
        {
            var address = EmailAddress.Normalise(Email);
            And(address, "email", "email = @email");
            And(address is null ? Given.Text(Email)?.ToLowerInvariant() : null, "part", "strpos(email, @part) > 0");
        }
    }
}
