using System.Text.RegularExpressions;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>connections:</c>.</summary>
internal sealed partial class ConnectionSection(Section section, string name, ValueSource values, MistakeList mistakes)
{
    /// <summary>Shorter secrets can be found by trying.</summary>
    private const int ShortestHookSecret = 16;

    public static IReadOnlyDictionary<string, ConnectionPolicy> ReadAll(Section document, ValueSource values, MistakeList mistakes)
    {
        var connections = new Dictionary<string, ConnectionPolicy>();
        if (document.RequiredSection("connections") is not { } all)
        {
            return connections;
        }

        foreach (var (entry, section) in all.NamedSections())
        {
            CheckName(entry, all, mistakes);
            if (section is not null && new ConnectionSection(section, entry.Key, values, mistakes).Read() is { } connection)
            {
                connections[entry.Key] = connection;
            }
        }

        return connections;
    }

    private static void CheckName(YamlEntry entry, Section all, MistakeList mistakes)
    {
        if (!ConnectionName().IsMatch(entry.Key))
        {
            mistakes.Add(
                entry.Line, all.At(entry.Key), $"'{entry.Key}' cannot be a connection's name, which is part of a web address.",
                "Use small letters, digits, '-' and '_', and start with a letter, e.g. marketing.");
        }
    }

    private ConnectionPolicy? Read()
    {
        var hookSecret = HookSecret("hookSecret", section.RequiredText("hookSecret"));
        var former = HookSecret("formerHookSecret", section.OptionalText("formerHookSecret"));
        var limits = section.OptionalSection("limits");
        var region = Region();
        var timeZone = TimeZone();
        if (Shape() is not { } shape)
        {
            return null;
        }

        var settings = shape.Settings.Select(key => (Key: key, Value: Setting(key)))
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value!);
        section.RefuseUnknownKeys();
        return new ConnectionPolicy
        {
            Name = name,
            Vendor = shape.Vendor,
            HookSecret = hookSecret ?? "",
            FormerHookSecret = former,
            Settings = settings,
            Limits = Limits(limits, shape),
            Region = region,
            TimeZone = timeZone ?? "UTC",
        };
    }

    private string? Region()
    {
        var region = section.OptionalText("region");
        if (region is not null && !TwoCapitals().IsMatch(region.Value))
        {
            mistakes.Add(
                region.Line, section.At("region"), $"'{region.Value}' is not a country.",
                "Write its two letters of ISO 3166, e.g. DE, in quotes where they read as yes or no.");
        }

        return region?.Value;
    }

    private string? TimeZone()
    {
        var zone = section.OptionalText("timeZone");
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone.Value, out _))
        {
            mistakes.Add(
                zone.Line, section.At("timeZone"), $"There is no time zone '{zone.Value}'.", "Write its IANA name, e.g. Europe/Berlin.");
        }

        return zone?.Value;
    }

    private VendorShape? Shape()
    {
        if (section.RequiredText("vendor") is not { } vendor)
        {
            return null;
        }

        if (VendorShape.All.TryGetValue(vendor.Value, out var shape))
        {
            return shape;
        }

        var known = string.Join(" or ", VendorShape.All.Keys);
        var cure = Spelling.Nearest(vendor.Value, VendorShape.All.Keys) is { } near ? $"Did you mean '{near}'?" : $"Write {known}.";
        mistakes.Add(vendor.Line, section.At("vendor"), $"There is no connector for '{vendor.Value}'.", cure);
        return null;
    }

    private string? Setting(string key)
    {
        if (section.RequiredText(key) is not { } text)
        {
            return null;
        }

        var value = VendorShape.IsSecret(key) ? values.ResolveSecret(text, section.At(key)) : values.Resolve(text, section.At(key));
        if (value is null || !VendorShape.IsAddress(key))
        {
            return value;
        }

        if (AddressRule.Against(value.Trim()) is var (problem, cure))
        {
            mistakes.Add(text.Line, section.At(key), problem, cure);
        }

        return value.Trim().TrimEnd('/');
    }

    private string? HookSecret(string key, YamlText? given)
    {
        if (given is not { } text || values.ResolveSecret(text, section.At(key)) is not { } secret)
        {
            return null;
        }

        var problem = secret.Length < ShortestHookSecret
            ? $"The hook secret has {secret.Length} characters: it can be guessed."
            : UrlSafe().IsMatch(secret) ? null : "The hook secret has characters that a web address cannot carry as they are.";
        if (problem is not null)
        {
            mistakes.Add(
                text.Line, section.At(key), problem,
                $"Use at least {ShortestHookSecret} letters and digits, e.g. the output of 'openssl rand -hex 24'.");
        }

        return secret;
    }

    private const int MostCreates = 1_000_000;

    private ConnectionLimits Limits(Section? limits, VendorShape shape)
    {
        var usual = shape.Limits;
        if (limits is null)
        {
            return usual;
        }

        var read = new ConnectionLimits(
            limits.Number("callsPerSecond", 1, 1000, usual.CallsPerSecond), limits.Number("concurrency", 1, 64, usual.Concurrency))
        {
            PerDay = limits.Number("perDay", 0, int.MaxValue, 0) is var perDay and > 0 ? perDay : null,
            ImportFrom = limits.Number("importFrom", 0, MostCreates, usual.ImportFrom),
            CreatesPerDay = limits.OptionalNumber("createsPerDay", 0, MostCreates),
        };
        if (!shape.HasImport && limits.OptionalText("importFrom") is { } import)
        {
            mistakes.Add(import.Line, limits.At("importFrom"), "This vendor's connection has no bulk import.", "Remove 'importFrom'.");
        }

        limits.RefuseUnknownKeys();
        return read;
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,62}$")]
    private static partial Regex ConnectionName();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex TwoCapitals();

    [GeneratedRegex("^[A-Za-z0-9._~-]+$")]
    private static partial Regex UrlSafe();
}
