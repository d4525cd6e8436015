using Sync.Deploy.Running;

namespace Sync.Deploy.Commands;

/// <summary>Where everything is, as a table for people.</summary>
public static class Addresses
{
    public static void Print(Endpoints endpoints, Workplace workplace, Say say)
    {
        List<(string What, string? Where)> rows =
        [
            ("webhooks", endpoints.Ingress),
            ("  marketing hook", endpoints.Hooks.GetValueOrDefault("marketing")),
            ("  sales hook", endpoints.Hooks.GetValueOrDefault("sales")),
            ("console", endpoints.Console),
            ("  operator token", endpoints.OperatorToken),
            ("sandbox control", endpoints.Sandbox?.Control),
            ("  ActiveCampaign", endpoints.Sandbox?.ActiveCampaign),
            ("  Zoho CRM", endpoints.Sandbox?.Zoho),
            ("  Salesforce", endpoints.Sandbox?.Salesforce),
            .. endpoints.Processes.Select(service => ($"process {service.Key}", (string?)string.Join(' ', service.Value))),
            ("for programs", workplace.EndpointsFile),
            ("logs", workplace.Logs),
        ];
        say.Line();
        foreach (var (what, where) in rows.Where(row => row.Where is not null))
            say.Line($"  {what,-18} {where}");
        say.Line();
    }
}
