using Sync.Console.Access;
using Sync.Contracts;

namespace Sync.Console.Reviews;

/// <summary>The question whether two persons are one.</summary>
public sealed record ReviewRow
{
    public required long Id { get; init; }

    /// <summary>The address that both claim.</summary>
    public required string Address { get; init; }

    /// <summary>The record that says it, and that belongs to somebody else so far.</summary>
    public required string Connection { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>Whose record that is.</summary>
    public required ReviewedPerson Claimant { get; init; }

    /// <summary>Who has the address.</summary>
    public required ReviewedPerson Owner { get; init; }

    /// <summary><c>open</c>; <c>deciding</c> while a decision is under way; <c>closed</c> once it is decided.</summary>
    public required string State { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary><c>same</c> or <c>different</c>; null while nobody has decided.</summary>
    public string? Decision { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    internal ReviewRow For(Sight sight) => !sight.IsMasked ? this : this with
    {
        Address = sight.Email(Address)!, Claimant = Masked(Claimant, sight), Owner = Masked(Owner, sight),
    };

    private static ReviewedPerson Masked(ReviewedPerson person, Sight sight) => person with
    {
        Email = sight.Email(person.Email)!,
        Addresses = [.. person.Addresses.Select(address => sight.Email(address)!)],
        Fields = [.. person.Fields.Select(field => field with { Value = sight.Payload(field.Value) })],
    };
}

/// <summary>Reviews, newest first.</summary>
/// <param name="Total">How many there are of these in all.</param>
public sealed record ReviewPage(IReadOnlyList<ReviewRow> Items, long Total);
