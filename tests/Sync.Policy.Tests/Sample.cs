namespace Sync.Policy.Tests;

/// <summary>A right file to spoil one line at a time, and the world that its secrets come from.</summary>
internal static class Sample
{
    public const string Yaml = """
        version: 1

        connections:
          marketing:
            vendor: activecampaign
            url: ${env:AC_URL}
            apiKey: ${env:AC_KEY}
            hookSecret: ${env:AC_HOOK}
          sales:
            vendor: zoho
            accountsUrl: https://accounts.zoho.eu/
            clientId: 1000.CLIENT
            clientSecret: ${file:zoho-secret}
            refreshToken: ${env:ZOHO_TOKEN}
            hookSecret: ${env:ZOHO_HOOK}
            limits: { callsPerSecond: 50, concurrency: 8 }

        routes:
          - name: people
            persons:
              toSales: { createIn: Leads }
              fields:
                - { name: email, marketing: email, sales: Email }
                - { name: last_name, marketing: last_name, sales: Last_Name, required: sales, fallback: "(not given)" }
                - { name: phone, marketing: phone, sales: Phone }
        """;

    public static readonly Dictionary<string, string?> Environment = new()
    {
        ["AC_URL"] = "https://example.api-us1.com",
        ["AC_KEY"] = "key-of-marketing",
        ["WHSEC"] = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ["AC_HOOK"] = "marketing-hook-secret",
        ["ZOHO_TOKEN"] = "token-of-sales",
        ["ZOHO_HOOK"] = "sales-hook-secret-1",
    };

    public static PolicyReading Read(string yaml, Dictionary<string, string?>? environment = null) => PolicyReader.Read(
        yaml,
        name => (environment ?? Environment).GetValueOrDefault(name),
        path => path == "zoho-secret" ? "secret-of-sales\n" : null);

    /// <summary>The only mistake that the file has after one change.</summary>
    public static PolicyMistake OnlyMistake(string replace, string with)
    {
        Assert.Contains(replace, Yaml, StringComparison.Ordinal);
        var reading = Read(Yaml.Replace(replace, with, StringComparison.Ordinal));
        Assert.False(reading.IsValid);
        return Assert.Single(reading.Mistakes);
    }
}
