using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>People as the bulk import takes them: under names of its own, unlike those of the rest of the API. A name that it does not
/// know is dropped in silence, so that is found out here. Source: "Bulk import contacts". Pure.</summary>
internal static class ActiveCampaignImportBody
{
    private static readonly Dictionary<string, string> Core = new(StringComparer.Ordinal)
    {
        ["first_name"] = "first_name",
        ["last_name"] = "last_name",
        ["phone"] = "phone",
        ["orgname"] = "customer_acct_name",
    };

    /// <summary>One person, or why it cannot be sent.</summary>
    /// <param name="numbers">Numbers of its custom fields.</param>
    public static (byte[]? Json, VendorFault? Fault) Of(ImportPerson person, IReadOnlyDictionary<string, string> numbers)
    {
        if (Address.Fold(person.Email) is null)
        {
            return (null, Mistake(FailureClasses.MissingField, "NO_ADDRESS", "Nobody is imported without an address.", "email"));
        }

        var odds = person.Fields.Keys.Where(name => name != "email" && !Core.ContainsKey(name) && !numbers.ContainsKey(name));
        if (odds.FirstOrDefault() is { } unknown)
        {
            return (null, Mistake(FailureClasses.Validation, "UNKNOWN_FIELD", $"An import cannot set '{unknown}'.", unknown));
        }

        if (person.Subscribe.Concat(person.Unsubscribe).FirstOrDefault(list => !IsNumber(list)) is { } odd)
        {
            return (null, Mistake(FailureClasses.Validation, "UNKNOWN_LIST", $"'{odd}' is no number of a list.", "subscribe"));
        }

        return (JsonBody.Of(json => Write(json, person, numbers)).ToArray(), null);
    }

    /// <summary>The whole call.</summary>
    public static ReadOnlyMemory<byte> Join(IEnumerable<byte[]> people)
    {
        var body = new MemoryStream();
        body.Write("{\"contacts\":["u8);
        var isFirst = true;
        foreach (var person in people)
        {
            body.Write(isFirst ? ""u8 : ","u8);
            body.Write(person);
            isFirst = false;
        }

        body.Write("]}"u8);
        return body.ToArray();
    }

    private static VendorFault Mistake(string failure, string code, string message, string field) =>
        new(failure, code, message) { Field = field };

    private static void Write(Utf8JsonWriter json, ImportPerson person, IReadOnlyDictionary<string, string> numbers)
    {
        json.WriteString("email", person.Email.Trim());
        foreach (var (name, value) in person.Fields.Where(field => Core.ContainsKey(field.Key) && !string.IsNullOrEmpty(field.Value)))
        {
            json.WriteString(Core[name], value);
        }

        WriteFields(json, person, numbers);
        WriteTags(json, person.Tags);
        WriteLists(json, "subscribe", person.Subscribe);
        WriteLists(json, "unsubscribe", person.Unsubscribe);
        if (person.ExcludeAutomations)
        {
            json.WriteBoolean("exclude_automations", true);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, ImportPerson person, IReadOnlyDictionary<string, string> numbers)
    {
        json.WriteStartArray("fields");
        foreach (var (name, value) in person.Fields.Where(field => numbers.ContainsKey(field.Key) && !string.IsNullOrEmpty(field.Value)))
        {
            json.WriteStartObject();
            json.WriteNumber("id", long.Parse(numbers[name], CultureInfo.InvariantCulture));
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> tags)
    {
        json.WriteStartArray("tags");
        foreach (var tag in tags.Where(tag => !string.IsNullOrWhiteSpace(tag)))
        {
            json.WriteStringValue(tag.Trim());
        }

        json.WriteEndArray();
    }

    private static void WriteLists(Utf8JsonWriter json, string name, IReadOnlyList<string> lists)
    {
        json.WriteStartArray(name);
        foreach (var list in lists)
        {
            json.WriteStartObject();
            json.WriteNumber("listid", long.Parse(list, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit);
}
