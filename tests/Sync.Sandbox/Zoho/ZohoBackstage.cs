using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What the control port does in the organisation, past the API.</summary>
internal sealed class ZohoBackstage(ZohoState state, ZohoEndpoints parts)
{
    private readonly ZohoActs _acts = new(state, parts.Writer, parts.Tags, parts.Conversion, parts.Merge, parts.Notifier);
    private readonly ZohoUserActs _userActs = new(state, parts.Notifier);
    private readonly ZohoMetadataChanges _metadata = new(state, parts.Metadata);

    public void ChangeMetadata(JsonElement change) => _metadata.Change(change);

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json)
    {
        foreach (var action in actions)
        {
            Act(action, json);
        }
    }

    /// <summary>Converted leads are among them only when they are asked for by e-mail; their Converted__s tells.</summary>
    public IReadOnlyList<object>? Records(string module, string? email) => state.Module(module) is not { } found ? null
        : email is null ? [.. found.Live.Where(record => record.Converted is null)]
        : [.. found.Email?.Index?.All(email).OrderBy(record => record.Id) ?? Enumerable.Empty<ZohoRecord>()];

    private void Act(JsonElement action, Utf8JsonWriter json)
    {
        if (action.Text("module") == "users")
        {
            var (user, problem) = _userActs.Act(action);
            Write(json, user is null ? null : () => parts.Users.Write(json, user), problem);
        }
        else
        {
            var (record, problem) = _acts.Act(action);
            Write(json, record is null ? null : () => parts.RecordJson.Write(json, record), problem);
        }
    }

    private static void Write(Utf8JsonWriter json, Action? write, string? problem)
    {
        if (write is not null)
        {
            write();
            return;
        }

        json.WriteStartObject();
        json.WriteString("error", problem);
        json.WriteEndObject();
    }
}
