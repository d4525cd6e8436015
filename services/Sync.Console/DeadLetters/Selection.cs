using System.Text.Json.Serialization;
using Dapper;

namespace Sync.Console.DeadLetters;

/// <summary>Open dead letters that a person wants something done with: exactly one of the four is given.</summary>
public record Selection
{
    public const int MostIds = 10_000;

    public IReadOnlyList<long>? DeadLetterIds { get; init; }

    /// <summary>Number of a group.</summary>
    public long? Group { get; init; }

    public DeadLetterFilter? Filter { get; init; }

    public bool All { get; init; }

    /// <summary>Why it cannot be used; null if it can.</summary>
    internal string? Refuse() =>
        new[] { DeadLetterIds is { Count: > 0 }, Group is not null, Filter is not null, All }.Count(given => given) != 1
            ? "Give one of: 1 to 10000 ids {\"deadLetterIds\":[7]}, a group {\"group\":3}, a filter {\"filter\":{\"class\":\"validation\"}}, or {\"all\":true}."
        : DeadLetterIds?.Count > MostIds ? $"Give at most {MostIds} ids; for more, a group or a filter."
        : Filter is { IsEmpty: true } ? "The filter is empty. If all dead letters are meant, say {\"all\":true}."
        : null;

    /// <summary>In words, for replays and the audit.</summary>
    [JsonIgnore]
    public string InWords => DeadLetterIds is { Count: 1 } one ? $"dead letter {one[0]}"
        : DeadLetterIds is { } ids ? $"{ids.Count} chosen dead letters"
        : Group is { } group ? $"group {group}"
        : Filter is { } filter ? $"filter {Words(filter)}"
        : "all dead letters";

    /// <summary>The condition as SQL; only open ones are ever meant.</summary>
    internal string Where(DynamicParameters arguments)
    {
        if (DeadLetterIds is { } ids)
        {
            arguments.Add("ids", ids.ToArray());
            return "state = 'open' and id = any(@ids)";
        }

        var filter = Filter ?? new DeadLetterFilter { Group = Group };
        return (filter with { State = "open" }).Where(arguments);
    }

    private static string Words(DeadLetterFilter filter) => string.Join(", ", filter.Fields().Select(part => $"{part.Name} {part.Value}"));
}
