using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Carries a plan out and remembers what was done and what the account does not offer.</summary>
internal sealed class ActiveCampaignHookWork(ActiveCampaignClient client, string connection, DesiredRegistration desired)
{
    private readonly List<string> _replaced = [];
    private IReadOnlyCollection<string> _offered = desired.Kinds;

    public List<RegistrationStep> Steps { get; } = [];

    public List<string> Notices { get; } = [];

    public IReadOnlyCollection<string> Offered => _offered;

    public IReadOnlyCollection<string> Replaced => _replaced;

    public void Replace(IEnumerable<ActiveCampaignHook> hooks) => _replaced.AddRange(hooks.Select(hook => hook.Id));

    public async Task<VendorFault?> Do(ActiveCampaignHookPlan plan, CancellationToken ct)
    {
        if (plan.Create)
        {
            return await Send(HttpMethod.Post, "webhooks", _replaced.Count > 0 ? RegistrationStep.Recreated : RegistrationStep.Created, ct);
        }

        if (plan.Correct is { } hook
            && await Send(HttpMethod.Put, $"webhooks/{Uri.EscapeDataString(hook.Id)}", RegistrationStep.Corrected, ct) is { } fault)
        {
            return fault;
        }

        return await Delete(plan.Surplus, RegistrationStep.DoubleRemoved, ct);
    }

    public async Task<VendorFault?> Delete(IEnumerable<ActiveCampaignHook> hooks, RegistrationStep step, CancellationToken ct)
    {
        foreach (var hook in hooks)
        {
            if (await client.Delete($"webhooks/{Uri.EscapeDataString(hook.Id)}", ct) is { } fault)
            {
                return fault;
            }

            Steps.AddRange(_replaced.Contains(hook.Id) ? [] : [step]);
        }

        return null;
    }

    private async Task<VendorFault?> Send(HttpMethod method, string path, RegistrationStep step, CancellationToken ct)
    {
        var fault = (await client.Write(method, path, Body(), ct)).Fault;
        if (fault?.Class is FailureClasses.Validation or FailureClasses.Permission && await Narrow(ct))
        {
            fault = (await client.Write(method, path, Body(), ct)).Fault;
        }

        Steps.AddRange(fault is null ? [step] : []);

        // Somebody else has just deleted it: the next look shows what there is.
        return fault?.Class == FailureClasses.NotFound ? null : fault;
    }

    /// <summary>Leaves out what the account does not list; true if that is anything. Some kinds belong to plans.</summary>
    private async Task<bool> Narrow(CancellationToken ct)
    {
        var sent = await client.Get("webhook/events?limit=100", ct);
        var listed = (sent.Value?.Json.Member("webhookEvents")).Items().Select(each => each.Text()).OfType<string>().ToHashSet();
        var refused = _offered.Where(kind => !listed.Contains(kind)).ToList();
        if (listed.Count == 0 || refused.Count == 0 || refused.Count == _offered.Count)
        {
            return false;
        }

        _offered = [.. _offered.Except(refused)];
        Notices.Add($"The account does not offer: {string.Join(", ", refused)}.");
        return true;
    }

    private ReadOnlyMemory<byte> Body() => JsonBody.Of(json =>
    {
        json.WriteStartObject("webhook");
        json.WriteString("name", ActiveCampaignHookPlan.NameOf(connection));
        json.WriteString("url", desired.Address.OriginalString);
        WriteTexts(json, "events", _offered);
        WriteTexts(json, "sources", desired.Sources);
        json.WriteEndObject();
    });

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
