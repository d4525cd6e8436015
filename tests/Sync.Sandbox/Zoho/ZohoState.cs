using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>One account of Zoho CRM. Guarded by the vendor's lock.</summary>
internal sealed class ZohoState(TimeProvider clock)
{
    /// <summary>50,000 and 1,000 for each of the account's users (Enterprise edition).</summary>
    public const int RealCredits = 55_000;

    private const long FirstRecordId = 5550100000003000001;
    private readonly Dictionary<string, ZohoModule> _modules = ZohoSchema.Modules().ToDictionary(module => module.Name);
    private readonly Dictionary<string, long> _tagIds = new(StringComparer.OrdinalIgnoreCase);
    private long _nextId = FirstRecordId;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Instants are shown in the zone of the user whose token is used.</summary>
    public ZonedTime Time { get; } = new("Europe/Berlin");

    public IEnumerable<ZohoModule> Modules => _modules.Values;

    public Credits Credits { get; } = new(clock) { Daily = RealCredits };

    /// <summary>How long the search index does not see a record after a change. COQL and lists see it at once.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromSeconds(3);

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ZohoModule? Module(string name) => _modules.GetValueOrDefault(name);

    public long NextId() => _nextId++;

    public ZohoRecord Create(ZohoModule module, ZohoUser by)
    {
        var now = Now;
        var record = new ZohoRecord(module, NextId()) { Created = now, Modified = now, CreatedBy = by, ModifiedBy = by };
        module.Add(record);
        return record;
    }

    public string TagId(string name)
    {
        if (!_tagIds.TryGetValue(name, out var id))
        {
            _tagIds[name] = id = NextId();
        }

        return id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Empties the modules; fields, tags and the counter of ids stay.</summary>
    public void Clear()
    {
        foreach (var module in _modules.Values)
        {
            module.Clear();
        }

        Credits.Clear();
        Credits.Daily = RealCredits;
        SearchLag = TimeSpan.FromSeconds(3);
    }
}
