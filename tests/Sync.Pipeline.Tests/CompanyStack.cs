using Sync.Deploy;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Companies go along with their people, marketing keeps the CRM's ids, and who was deleted stays so; two processes of each service.</summary>
public sealed class CompanyStack() : StackFixture("companies", WithCompanies())
{
    private const string Companies = """
            companies:
              fields:
                - { name: domain, marketing: accountUrl, sales: Website }
                - { name: name, marketing: name, sales: Account_Name, required: sales }
            persons:
        """;

    private static Dictionary<string, string?> WithCompanies()
    {
        var home = Workplace.Find();
        var file = Path.Combine(home.Test, "companies.yaml");
        Directory.CreateDirectory(home.Test);
        var rules = File.ReadAllText(Path.Combine(home.Root, "deploy", "sync.yaml"))
            .Replace("    persons:", Companies.TrimEnd(), StringComparison.Ordinal)
            .Replace("      fields:\n        - { name: email,", "      writesPerHour: 4\n      recordIds: { marketing: \"field:CRM_ID\" }\n      fields:\n        - { name: email,", StringComparison.Ordinal)
            .Replace("createIn: Leads", "createIn: Contacts, onDelete: archive, archive: { field: Sync_Note, value: left marketing }", StringComparison.Ordinal)
            .Replace("toMarketing: { create: true,", "toMarketing: { onDelete: ignore, create: true,", StringComparison.Ordinal)
            .Replace("callsPerSecond: 5,", "callsPerSecond: 100,", StringComparison.Ordinal);
        File.WriteAllText(file, rules);
        var variables = Quick(instances: 2);
        variables["SYNC_CONFIG"] = file;
        return variables;
    }
}

[CollectionDefinition(nameof(CompanyStack))]
public sealed class CompanyStackCollection : ICollectionFixture<CompanyStack>;
