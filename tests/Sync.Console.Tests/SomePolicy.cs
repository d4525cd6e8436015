using Sync.Policy;

namespace Sync.Console.Tests;

/// <summary>A configuration as the sample's: people go both ways.</summary>
internal static class SomePolicy
{
    private const string Yaml = """
        version: 1
        connections:
          marketing: { vendor: activecampaign, url: "http://127.0.0.1:8091", apiKey: "${env:KEY}", hookSecret: "${env:HOOK}" }
          sales:
            vendor: zoho
            accountsUrl: "http://127.0.0.1:8092"
            clientId: "${env:CLIENT}"
            clientSecret: "${env:SECRET}"
            refreshToken: "${env:REFRESH}"
            hookSecret: "${env:SALES_HOOK}"
        routes:
          - name: people
            persons:
              toSales: { createIn: Leads }
              fields:
                - { name: email, marketing: email, sales: Email }
                - { name: first_name, marketing: first_name, sales: First_Name }
                - { name: last_name, marketing: last_name, sales: Last_Name, required: sales, fallback: "(not given)" }
                - { name: phone, marketing: phone, sales: Phone, owner: sales }
                - { name: company, marketing: orgname, sales: Company, toMarketing: none }
        """;

    public static SyncPolicy People()
    {
        var reading = PolicyReader.Read(Yaml, name => $"secret-{name}-of-the-tests", _ => null);
        return reading.Policy ?? throw new InvalidOperationException(string.Join('\n', reading.Mistakes));
    }
}
