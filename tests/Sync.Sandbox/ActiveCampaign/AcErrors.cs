using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The vendor's error bodies: there is no single shape.</summary>
internal static class AcErrors
{
    public static void Forbidden(this Call call) => call.Message(403, "Forbidden");

    public static void Message(this Call call, int status, string message)
    {
        var json = call.Restart(status);
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    /// <summary>The vendor's inner class names show in the text: a contact is a "Subscriber".</summary>
    public static void Missing(this Call call, string innerName, string id, int status = 404) =>
        call.Message(status, $"No Result found for {innerName} with id {id}");

    public static void Invalid(this Call call, string title, string code, string attribute, string? error = null)
    {
        var json = call.Restart(422);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("detail", "");
        json.WriteString("code", code);
        if (error is not null)
        {
            json.WriteString("error", error);
        }

        json.WriteStartObject("source");
        json.WriteString("pointer", $"/data/attributes/{attribute}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Duplicate(this Call call) =>
        call.Invalid("Email address already exists in the system.", "duplicate", "email", "must_be_unique");

    public static void BadEmail(this Call call) =>
        call.Invalid("Email address is not valid.", "email_invalid", "email", "must_be_valid_email_address");

    public static void Refused(this Call call, int status, string title, string detail)
    {
        var json = call.Restart(status);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("title", title);
        json.WriteString("detail", detail);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void MissingAttribute(this Call call, string attribute)
    {
        var json = call.Restart(422);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteNumber("status", 422);
        json.WriteString("title", "Missing attribute");
        json.WriteStartObject("source");
        json.WriteString("pointer", $"/data/attributes/{attribute}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
