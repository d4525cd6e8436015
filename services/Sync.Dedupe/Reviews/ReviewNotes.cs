using Npgsql;
using Sync.Contracts;

namespace Sync.Dedupe.Reviews;

/// <summary>Says how reviews stand, with what is known of both persons at this moment.</summary>
internal static class ReviewNotes
{
    public static async Task<IReadOnlyList<ReviewNoted>> Of(NpgsqlTransaction tx, IReadOnlyList<ReviewRow> reviews, DateTimeOffset now)
    {
        long[] ids = [.. reviews.SelectMany(review => new[] { review.Claimant, review.Owner }).Distinct()];
        var rows = await tx.Look(ids);
        var (addresses, links) = (await tx.AddressesOf(ids), await tx.LinksOf(ids));
        return [.. reviews.Select(review => Note(review, Known(review.Claimant), Known(review.Owner), now))];

        ReviewedPerson Known(long id) => Describe(rows[id], addresses[id], links[id]);
    }

    private static ReviewNoted Note(ReviewRow review, ReviewedPerson claimant, ReviewedPerson owner, DateTimeOffset now) => new()
    {
        Id = review.Id,
        Address = review.Address,
        Connection = review.Connection,
        Module = review.Module,
        RecordId = review.RecordId,
        Claimant = claimant,
        Owner = owner,
        IsOpen = review.IsOpen,
        OpenedAt = review.OpenedAt,
        AreSame = review.AreSame,
        DecidedBy = review.DecidedBy,
        DecidedAt = review.DecidedAt,
        At = now,
    };

    private static ReviewedPerson Describe(PersonRow person, IEnumerable<string> addresses, IEnumerable<LinkRow> links) => new()
    {
        Id = person.Id,
        Email = person.Email,
        Addresses = [.. addresses],
        Records = [.. links.Select(link => new ReviewedRecord(link.Connection, link.Module, link.RecordId))],
        Fields =
        [
            .. person.ReadState().Fields.Where(field => field.Value.IsAgreed).OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => new ReviewedField(field.Key, field.Value.Agreed, field.Value.AgreedBy, field.Value.AgreedAt)),
        ],
    };
}
