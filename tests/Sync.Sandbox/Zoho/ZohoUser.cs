using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>A user of the CRM.</summary>
internal sealed record ZohoUser(long Id, string First, string Last, string Email, string Role)
{
    /// <summary>Owns the API client.</summary>
    public static readonly ZohoUser Sync = new(5550100000000235099, "Sync", "User", "sync@acme.test", "CEO");

    public static readonly ZohoUser Mia = new(5550100000000235011, "Mia", "Braun", "mia@acme.test", "CEO");

    /// <summary>Has left the company: nothing can be given to him.</summary>
    public static readonly ZohoUser Former = new(5550100000000235014, "Otto", "Former", "otto@acme.test", "Sales");

    public static readonly IReadOnlyList<ZohoUser> All =
    [
        Mia,
        new(5550100000000235012, "Jonas", "Keller", "jonas@acme.test", "Sales"),
        new(5550100000000235013, "Lea", "Novak", "lea@acme.test", "Sales"),
        Sync,
        Former,
        // Never given anything by the vendor's own assignment rules.
        new(5550100000000235015, "Nora", "Lind", "nora@acme.test", "Account Executive"),
        new(5550100000000235016, "Paul", "Weiss", "paul@acme.test", "Account Executive"),
        new(5550100000000235017, "Vera", "Costa", "vera@acme.test", "Account Executive"),
    ];

    /// <summary>Name and id as JSON, encoded once: each result of a write repeats it twice.</summary>
    public ReadOnlySpan<byte> Short => _short;

    private readonly byte[] _short = Encoding.UTF8.GetBytes($$"""{"name":"{{First}} {{Last}}","id":"{{Id}}"}""");
    private readonly byte[] _long = Encoding.UTF8.GetBytes($$"""{"name":"{{First}} {{Last}}","id":"{{Id}}","email":"{{Email}}"}""");

    public string Name => $"{First} {Last}";

    public void WriteShort(Utf8JsonWriter json) => json.WriteRawValue(_short, skipInputValidation: true);

    public void WriteLong(Utf8JsonWriter json) => json.WriteRawValue(_long, skipInputValidation: true);

    public static ZohoUser? Find(long id) => All.FirstOrDefault(user => user.Id == id);
}
