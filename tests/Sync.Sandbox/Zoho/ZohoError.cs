using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>An error as the API words it, of a whole call or of one item.</summary>
internal sealed record ZohoError(string Code, string Message)
{
    public Action<Utf8JsonWriter>? Details { get; init; }

    public static ZohoError InvalidData(string message = "invalid data", Action<Utf8JsonWriter>? details = null) =>
        new("INVALID_DATA", message) { Details = details };

    public static ZohoError OfField(string code, string message, string field, int index, Action<Utf8JsonWriter>? more = null) =>
        new(code, message)
        {
            Details = json =>
            {
                more?.Invoke(json);
                json.WriteString("api_name", field);
                json.WriteString("json_path", $"$.data[{index}].{field}");
            },
        };

    public static ZohoError WrongType(ZohoField field, int index) => OfField(
        "INVALID_DATA", "invalid data", field.Name, index, json => json.WriteString("expected_data_type", field.Type));

    public static ZohoError TooLong(ZohoField field, int index) => OfField(
        "INVALID_DATA", "invalid data", field.Name, index, json => json.WriteNumber("maximum_length", field.Length));

    public static ZohoError Missing(string field, int index) =>
        OfField("MANDATORY_NOT_FOUND", "required field not found", field, index);

    public static ZohoError NoParameter(string name) => new("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing")
    {
        Details = json => json.WriteString("param_name", name),
    };

    public static ZohoError NoModule() => new("INVALID_MODULE", "the module name given seems to be invalid")
    {
        Details = json => json.WriteNumber("resource_path_index", 0),
    };

    public static ZohoError NoUrl() => new("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");

    public static ZohoError UnknownId(string id) =>
        InvalidData("the id given seems to be invalid", json => json.WriteString("id", id));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", Code);
        json.WriteStartObject("details");
        Details?.Invoke(json);
        json.WriteEndObject();
        json.WriteString("message", Message);
        json.WriteString("status", "error");
        json.WriteEndObject();
    }

    /// <summary>Answers the whole call with this error.</summary>
    public void Answer(Call call, int status = 400)
    {
        call.Restart(status);
        Write(call.Json);
    }
}
