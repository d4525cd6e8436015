using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Says which conflicts a decision has begun, changed or ended. Pure.</summary>
internal static class ConflictNotes
{
    public static IEnumerable<ConflictNoted> Between(PersonRow person, PersonState before, PersonState after, DateTimeOffset now)
    {
        foreach (var (name, field) in after.Fields)
        {
            var was = before.Fields.GetValueOrDefault(name);
            if (field.Conflict is not null && (field.Conflict != was?.Conflict || field.Agreed != was?.Agreed))
            {
                yield return Open(person, name, field, now);
            }
            else if (field.Conflict is null && was?.Conflict is { } ended)
            {
                yield return Note(person, name, ended.Winner, ended.Loser, now) with { IsOpen = false };
            }
        }
    }

    /// <summary>How it stands: the system that won may have changed the value since.</summary>
    public static ConflictNoted Open(PersonRow person, string name, FieldState field, DateTimeOffset now)
    {
        var (winner, loser) = (field.Conflict!.Winner, field.Conflict.Loser);
        return Note(person, name, winner.Value == field.Agreed ? winner : new Claim(field.Agreed, field.AgreedBy, field.AgreedAt), loser, now);
    }

    private static ConflictNoted Note(PersonRow person, string field, Claim winner, Claim loser, DateTimeOffset now) => new()
    {
        PersonId = person.Id,
        Email = person.Email,
        Field = field,
        Winner = new ConflictClaim(winner.Value, winner.By, winner.At),
        Loser = new ConflictClaim(loser.Value, loser.By, loser.At),
        IsOpen = true,
        Version = person.Version,
        At = now,
    };
}
