using Sync.Policy;

namespace Sync.Console.Tests;

/// <summary>A configuration as the sample's: people go from marketing to sales.</summary>
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
            from: marketing
            to: sales
            createIn: Leads
            fields:
              - { name: email, from: email, to: Email, required: true }
              - { name: first_name, from: first_name, to: First_Name }
              - { name: last_name, from: last_name, to: Last_Name, required: true, fallback: "(not given)" }
              - { name: phone, from: phone, to: Phone }
              - { name: company, from: orgname, to: Company }
        """;

    public static SyncPolicy People()
    {
        var reading = PolicyReader.Read(Yaml, name => $"secret-{name}-of-the-tests", _ => null);
        return reading.Policy ?? throw new InvalidOperationException(string.Join('\n', reading.Mistakes));
    }
}
