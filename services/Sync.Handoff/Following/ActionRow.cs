using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Handoff.Following;

/// <summary>Something to do beside a handoff's task.</summary>
/// <param name="Name">In words, e.g. <c>tag vip</c>; of a handoff each once.</param>
/// <param name="Request">As JSON.</param>
internal sealed record ActionRow(Guid HandoffId, string Name, string Key, string Request)
{
    public static ActionRow Of(Guid handoffId, string name, OperationRequest request) =>
        new(handoffId, name, request.Key, JsonSerializer.Serialize(request, OutboxJson.Options));

    public OperationRequest Read() => JsonSerializer.Deserialize<OperationRequest>(Request, OutboxJson.Options)!;

    /// <summary>The same once more, as a request of its own: what the first one made after all is found.</summary>
    public ActionRow Again() => Of(HandoffId, Name, Read() with { Key = $"{Key}+", MayBeThere = true });
}

/// <summary>What became of one.</summary>
internal sealed record EndedAction(Guid HandoffId, string Name, string Outcome, string? Detail);
