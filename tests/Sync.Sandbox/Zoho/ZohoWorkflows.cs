using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Workflow rules with a webhook each. Unlike a notification, such a webhook has whatever fields an administrator typed, all as text, and
/// one record; and an API call with an empty <c>trigger</c> does not start it.
/// </summary>
internal sealed class ZohoWorkflows(ZohoState state, WebhookSender sender)
{
    private List<ZohoWorkflow> _rules = [];

    public bool Any => _rules.Count > 0;

    /// <exception cref="BadControlCallException">A rule names no address or an unknown module; the rules stay as they were.</exception>
    public void Set(JsonElement document) =>
        _rules = [.. document.Items("rules").Select((rule, index) => ZohoWorkflow.Read(rule, index + 1, state))];

    public void Clear() => _rules = [];

    public void Run(IEnumerable<ZohoChange> changes)
    {
        foreach (var change in changes)
        {
            foreach (var rule in _rules.Where(rule => rule.Starts(change)))
            {
                sender.Send(new Webhook(VendorName.Zoho, $"workflow {rule.Number}", rule.Target, rule.ContentType, rule.Body(change.Record))
                {
                    Headers = rule.Headers,
                });
            }
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        _rules.ForEach(rule => rule.Write(json));
        json.WriteEndArray();
    }
}
