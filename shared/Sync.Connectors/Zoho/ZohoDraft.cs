using System.Text.Json;

namespace Sync.Connectors.Zoho;

/// <summary>A record about to be made, which an earlier call may have made already.</summary>
/// <param name="Fields">Values by field.</param>
internal sealed record ZohoDraft(string Module, Mark? Mark, IReadOnlyDictionary<string, string?> Fields)
{
    /// <summary>The record that lists it among its own, if there is one.</summary>
    public RecordLink? About { get; init; }

    /// <summary>Field of several lines that keeps the mark.</summary>
    public string TextField { get; init; } = "Description";

    /// <summary>Field of one line by which it is looked for where <see cref="About"/> does not list it.</summary>
    public string NameField { get; init; } = "Subject";

    /// <summary>What no text can stand for.</summary>
    public Action<Utf8JsonWriter>? More { get; init; }

    /// <summary>With the mark where it belongs.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Marked => Mark switch
    {
        null => Fields,
        { Field: { } own } => Fields.Where(each => each.Key != own).Append(KeyValuePair.Create<string, string?>(own, Mark.Text)),
        _ => Fields.Where(each => each.Key != TextField)
            .Append(KeyValuePair.Create<string, string?>(TextField, Mark.Under(Fields.GetValueOrDefault(TextField)))),
    };
}
