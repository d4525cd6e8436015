namespace Sync.Writer.Work;

/// <summary>All pending work of one person on one route, merged into the one write that does it all.</summary>
internal sealed record WriteUnit
{
    /// <summary>Oldest first; the last one stands for the write, the others are merged into it.</summary>
    public required IReadOnlyList<PendingWork> Works { get; init; }

    public required string Route { get; init; }

    public required string Email { get; init; }

    /// <summary>Addresses that the person had before, newest first.</summary>
    public IReadOnlyList<string> FormerEmails { get; init; } = [];

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>Canonical field name to the newest value.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>All values, for the case that the record has to be created.</summary>
    public required IReadOnlyDictionary<string, string?> Whole { get; init; }

    /// <summary>An earlier call may have done it.</summary>
    public required bool Verify { get; init; }

    public required int Tries { get; init; }

    /// <summary>What the target refused so far, and is not sent any more.</summary>
    public IReadOnlyList<LeftOutField> LeftOut { get; init; } = [];

    /// <summary>The linked record that the target was found not to have any more; null where none was.</summary>
    public (string Module, string RecordId)? Lost { get; init; }

    public PendingWork Newest => Works[^1];

    /// <summary>What its record is known by: address and, where there is one, id.</summary>
    public IEnumerable<string> Keys => Works.SelectMany(work => new[] { work.Email, work.RecordId }).Append(RecordId)
        .OfType<string>().Where(key => key.Length > 0);

    /// <summary>The record must be looked for before it can be written.</summary>
    public bool MustBeFound => RecordId is null || Verify;
}
