using System.Text.Json;
using System.Text.Json.Serialization;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Reading;

/// <summary>Where a sweep stands between two pages. What a vendor does not need stays null.</summary>
internal sealed record SourcePlace
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Which query it belongs to.</summary>
    public required string Query { get; init; }

    /// <summary>When the sweep began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Highest id read.</summary>
    public long After { get; init; }

    public int Offset { get; init; }

    /// <summary>Last id of the page before, to notice when a page comes again.</summary>
    public string? Last { get; init; }

    /// <summary>The vendor's own word for the next page.</summary>
    public string? Token { get; init; }

    /// <summary>Newest change read, where records come in the order of their changes.</summary>
    public DateTimeOffset? Reached { get; init; }

    /// <summary>Time that the calls under way ask from; a later one than the query's once a token had to be given up.</summary>
    public DateTimeOffset? From { get; init; }

    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Options);

    /// <summary>Null and no fault: the beginning.</summary>
    public static (SourcePlace? Place, VendorFault? Fault) Read(string? cursor, SourceQuery query)
    {
        if (cursor is null)
        {
            return (null, null);
        }

        try
        {
            var place = JsonSerializer.Deserialize<SourcePlace>(cursor, Options);
            return place?.Query == NameOf(query) ? (place, null) : (null, Foreign("The cursor belongs to another query."));
        }
        catch (JsonException)
        {
            return (null, Foreign("That is no cursor."));
        }
    }

    public static string NameOf(SourceQuery query)
    {
        var named = new Fingerprint();
        named.Add(query.GetType().Name);
        named.Add(query.Module);
        named.Add(query switch
        {
            SourceQuery.ChangedSince changed => IsoTime.Of(changed.Since),
            SourceQuery.Deleted deleted => IsoTime.Of(deleted.Since),
            SourceQuery.OnList list => list.ListId,
            SourceQuery.Tagged tagged => tagged.Tag,
            SourceQuery.InSegment segment => segment.SegmentId,
            _ => "",
        });
        foreach (var field in (query.Fields ?? []).Order(StringComparer.Ordinal))
        {
            named.Add(field);
        }

        return named.ToGuid().ToString("N");
    }

    public static VendorFault NotOffered(SourceQuery query, string vendor) => new(
        FailureClasses.Validation, Operation.NotOffered, $"{vendor} cannot list {query.Module} by {query.GetType().Name}.");

    private static VendorFault Foreign(string why) =>
        new(FailureClasses.Validation, SourceCursor.Foreign, why + " Start over without one.");
}
