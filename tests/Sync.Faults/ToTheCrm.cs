using Sync.Deploy;

namespace Sync.Faults;

/// <summary>
/// The sample's rules without the way back. What is counted here is the way to the CRM: the persons that the load makes up do not exist in
/// marketing, and each answer of the CRM that came late would make one there, whose own webhooks nobody planned.
/// </summary>
internal static class ToTheCrm
{
    private const string WayBack = "toMarketing: { create: true, update: true }";

    public static IReadOnlyDictionary<string, string?> With(Dictionary<string, string?> variables)
    {
        var home = Workplace.Find();
        var file = Path.Combine(home.Test, "to-the-crm.yaml");
        Directory.CreateDirectory(home.Test);
        var sample = File.ReadAllText(Path.Combine(home.Root, "deploy", "sync.yaml"));
        if (!sample.Contains(WayBack, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"deploy/sync.yaml no longer says '{WayBack}'; say here what turns the way back off.");
        }

        File.WriteAllText(file, sample.Replace(WayBack, "toMarketing: none", StringComparison.Ordinal));
        variables["SYNC_CONFIG"] = file;
        return variables;
    }
}
