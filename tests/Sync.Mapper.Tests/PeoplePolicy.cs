using Sync.Policy;

namespace Sync.Testing;

/// <summary>People from an ActiveCampaign account to a Zoho one: the rules that tests go by when they have none of their own.</summary>
internal static class PeoplePolicy
{
    public const string MarketingSecret = "secret-of-marketing-hooks";

    public const string SalesSecret = "secret-of-the-sales-hooks";

    /// <summary>A secret of Standard Webhooks, known as WHSEC.</summary>
    public const string Whsec = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private const string Yaml = """
        version: 1

        connections:
          marketing:
            vendor: activecampaign
            url: https://example.api-us1.com
            apiKey: ${env:KEY}
            hookSecret: ${env:MARKETING}
          sales:
            vendor: zoho
            accountsUrl: https://accounts.zoho.eu
            clientId: 1000.CLIENT
            clientSecret: ${env:KEY}
            refreshToken: ${env:KEY}
            hookSecret: ${env:SALES}
            limits: { callsPerSecond: 50, concurrency: 2 }

        routes:
          - name: people
            persons:
              toSales: { createIn: Leads }
              toMarketing: none
              fields:
                - { name: email, marketing: email, sales: Email }
                - { name: first_name, marketing: first_name, sales: First_Name }
                - { name: last_name, marketing: last_name, sales: Last_Name, required: sales, fallback: "(not given)" }
                - { name: phone, marketing: phone, sales: Phone }
        """;

    /// <summary>The same, and back.</summary>
    public static readonly string BothWays = Yaml.Replace("toMarketing: none", "toMarketing: { create: true }", StringComparison.Ordinal);

    public static SyncPolicy Read(string yaml = Yaml)
    {
        var reading = PolicyReader.Read(yaml, Secret, _ => null);
        Assert.Empty(reading.Mistakes);
        return reading.Policy!;
    }

    private static string Secret(string variable) => variable switch
    {
        "MARKETING" => MarketingSecret,
        "SALES" => SalesSecret,
        "WHSEC" => Whsec,
        _ => "key-of-some-account",
    };
}
