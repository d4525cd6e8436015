using Sync.Console.Access;
using Sync.Console.DeadLetters;

namespace Sync.Console.Patches;

/// <summary>One dead letter, with what it carried and what a person corrected.</summary>
/// <param name="Fields">Canonical fields that it carried; null where it could not be read that far, or where the reader may not see them.</param>
/// <param name="Changes">What a replay would carry otherwise than the first time; null where the correction does not fit.</param>
public sealed record DeadLetterDetail(
    DeadLetterRow Letter, IReadOnlyDictionary<string, string?>? Fields, PatchNow? Patch, IReadOnlyList<FieldChange>? Changes)
{
    internal static DeadLetterDetail Of(DeadLetterRow row, PatchRow? patch, Sight sight)
    {
        if (sight.IsMasked)
        {
            return new DeadLetterDetail(row.For(sight), null, null, null);
        }

        var fields = ItemFields.Of(row.Stage, row.Item);
        var after = fields is null || patch is null ? fields : FieldPatching.Apply(fields, patch.Read());
        return new DeadLetterDetail(
            row, fields, patch is null ? null : PatchNow.Of(patch), fields is null || after is null ? null : FieldPatching.Difference(fields, after));
    }
}

/// <summary>A correction in force.</summary>
/// <param name="OfGroup">It belongs to all of the group, not to this dead letter alone.</param>
public sealed record PatchNow(IReadOnlyList<PatchOperation> Operations, bool OfGroup, string MadeBy, DateTime MadeAt)
{
    internal static PatchNow Of(PatchRow row) => new(row.Read(), row.GroupId is not null, row.MadeBy, row.MadeAt);
}
