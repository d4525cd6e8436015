using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>
/// Calls back when an import is done: the caller's own parameters and headers, and, when asked for, the ids of the contacts. It is the only
/// place where the vendor sends headers of the caller's choice; how the ids are named is not documented, so the names of /import/info are used.
/// </summary>
internal sealed class AcImportCallback(WebhookSender sender)
{
    public void Send(JsonElement root, string batch, IReadOnlyList<string> ids)
    {
        if (!root.Has("callback", out var callback) || !Uri.TryCreate(callback.Text("url"), UriKind.Absolute, out var target))
        {
            return;
        }

        var form = new FormBody().Add("batchId", batch);
        foreach (var (key, value) in Pairs(callback, "params"))
        {
            form.Add(key, value);
        }

        if (callback.Text("detailed_results") is "true" or "1")
        {
            for (var i = 0; i < ids.Count; i++)
            {
                form.Add($"success[{i}]", ids[i]);
            }
        }

        var byGet = callback.Text("requestType")?.Equals("GET", StringComparison.OrdinalIgnoreCase) is true;
        sender.Send(new Webhook(VendorName.ActiveCampaign, $"import {batch}", target, "application/x-www-form-urlencoded", form.ToArray())
        {
            ByGet = byGet,
            Headers = Pairs(callback, "headers").DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value),
        });
    }

    private static IEnumerable<(string Key, string Value)> Pairs(JsonElement callback, string name) =>
        callback.Items(name).Select(item => (item.Text("key") ?? "", item.Text("value") ?? "")).Where(pair => pair.Item1.Length > 0);
}
