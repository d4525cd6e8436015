using System.Globalization;
using System.Security.Cryptography;

namespace Sync.Testing.Stacks;

/// <summary>A contact in ActiveCampaign.</summary>
public sealed record AcContact
{
    private static readonly string Process = RandomNumberGenerator.GetHexString(6, lowercase: true);
    private static long _last = 1_000;

    public required long Id { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Phone { get; init; }

    public required string Company { get; init; }

    /// <summary>Somebody whom no stack has met.</summary>
    public static AcContact New()
    {
        var id = Interlocked.Increment(ref _last);
        return new AcContact { Id = id, Email = $"person{id}.{Process}@example.test", FirstName = "", LastName = "", Phone = "", Company = "" }
            .Saying(id);
    }

    /// <summary>The same contact with other values: all carry the number, so that a mixture of two changes is seen.</summary>
    public AcContact Saying(long number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return this with { FirstName = $"First {text}", LastName = $"Last {text}", Phone = $"+1 555 {text}", Company = $"Company {text}" };
    }

    /// <summary>The fields of the lead that it becomes under <c>deploy/sync.yaml</c>.</summary>
    public IReadOnlyDictionary<string, string> Lead() => new Dictionary<string, string>
    {
        ["First_Name"] = FirstName, ["Last_Name"] = LastName, ["Phone"] = Phone, ["Company"] = Company,
    };
}
