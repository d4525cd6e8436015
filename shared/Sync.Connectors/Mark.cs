namespace Sync.Connectors;

/// <summary>A text by which a record is known again that an earlier call may have made without an answer: vendors make a second one
/// of what is sent twice. Take the key of the change that asks for the record.</summary>
/// <param name="Text">Unlike that of any other record.</param>
public sealed record Mark(string Text)
{
    /// <summary>The field that keeps it alone, as a text of one line; null to keep it as last line of the note or description.</summary>
    public string? Field { get; init; }

    /// <summary>False if nobody can have tried before: saves the looking.</summary>
    public bool MayExist { get; init; } = true;

    /// <summary>How it stands in a text among others. Closed by a bracket, so that the mark 7 is not found in that of 77.</summary>
    public string Line => $"[sync:{Text}]";

    /// <summary>The text with the mark as its last line.</summary>
    public string Under(string? text) => string.IsNullOrWhiteSpace(text) ? Line : $"{text.TrimEnd()}\n\n{Line}";
}
