namespace Sync.Policy.Plays;

/// <summary>What is done beside the task, once the task is there.</summary>
/// <param name="Note">Text of a note on the person's record in the CRM; names in braces stand for values of the person. Null for none.</param>
/// <param name="Owner">The owner of the task becomes the owner of that record.</param>
/// <param name="Tags">Are put on in marketing.</param>
/// <param name="Automations">Numbers; the person is put into them in marketing.</param>
public sealed record PlayActions(string? Note, bool Owner, IReadOnlyList<string> Tags, IReadOnlyList<string> Automations)
{
    /// <summary>A deal with the person in the CRM; null for none.</summary>
    public DealTemplate? Deal { get; init; }

    public static PlayActions None { get; } = new(null, false, [], []);

    /// <summary>Each action in words, by which it is known again.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. Note is null ? [] : (string[])["note"], .. Owner ? ["owner"] : (string[])[],
        .. Deal is null ? [] : (string[])["deal"], .. Tags.Select(tag => $"tag {tag}"), .. Automations.Select(number => $"automation {number}"),
    ];
}
