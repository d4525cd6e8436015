using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>The records of one call, and where their outcomes go. What is named twice is sent once, the later value of a field
/// winning: Zoho does not say what it does with an address that stands twice in one upsert.</summary>
internal sealed class ZohoBatch(HttpMethod method, string path, bool upserts)
{
    private readonly List<TargetRecord> _records = [];
    private readonly List<List<int>> _positions = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public HttpMethod Method => method;

    public string Path => path;

    public int Count => _records.Count;

    public void Add(TargetRecord record, string key, int position)
    {
        if (_places.TryGetValue(key, out var place))
        {
            _records[place] = Merge(_records[place], record);
            _positions[place].Add(position);
            return;
        }

        _places[key] = _records.Count;
        _records.Add(record);
        _positions.Add([position]);
    }

    public TargetRecord Record(int place) => _records[place];

    /// <summary>The outcome of the record at <paramref name="place"/>: of one sent for several, only the first counts as created.</summary>
    public void Settle(int place, WriteOutcome outcome, WriteOutcome[] outcomes)
    {
        foreach (var position in _positions[place])
        {
            outcomes[position] = outcome is WriteOutcome.Written { Created: true } written && position != _positions[place][0]
                ? written with { Created = false }
                : outcome;
        }
    }

    public void SettleAll(WriteOutcome outcome, WriteOutcome[] outcomes)
    {
        for (var place = 0; place < Count; place++)
        {
            Settle(place, outcome, outcomes);
        }
    }

    /// <summary><c>trigger: []</c> keeps workflow rules from running: what they do on our own writes comes back to us.</summary>
    public ReadOnlyMemory<byte> Body(IReadOnlyDictionary<string, string> types) => JsonBody.Of(json =>
    {
        json.WriteStartArray("data");
        foreach (var record in _records)
        {
            Write(json, record, types);
        }

        json.WriteEndArray();
        if (upserts)
        {
            json.WriteStartArray("duplicate_check_fields");
            json.WriteStringValue("Email");
            json.WriteEndArray();
        }

        json.WriteStartArray("trigger");
        json.WriteEndArray();
    });

    private void Write(Utf8JsonWriter json, TargetRecord record, IReadOnlyDictionary<string, string> types)
    {
        json.WriteStartObject();
        if (upserts && record.Fields.GetValueOrDefault("Email") is null)
        {
            json.WriteString("Email", record.Email.Trim());
        }
        else if (record.RecordId is not null)
        {
            json.WriteString("id", record.RecordId);
        }

        foreach (var (field, value) in record.Fields.Where(field => field.Key != "id" && !(upserts && field is ("Email", null))))
        {
            json.WritePropertyName(field);
            ZohoValue.Write(json, types.GetValueOrDefault(field), value);
        }

        json.WriteEndObject();
    }

    private static TargetRecord Merge(TargetRecord earlier, TargetRecord later) =>
        later with { Fields = later.Fields.Concat(earlier.Fields).DistinctBy(field => field.Key).ToDictionary() };
}
