using System.Globalization;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>One account of Zoho CRM. Guarded by the vendor's lock.</summary>
internal sealed class ZohoState(TimeProvider clock, int idsFrom)
{
    /// <summary>50,000 and 1,000 for each of the account's users (Enterprise edition).</summary>
    public const int RealCredits = 55_000;

    private const long FirstRecordId = 5550100000003000001;
    private readonly Dictionary<string, ZohoModule> _modules = ZohoSchema.Modules().ToDictionary(module => module.Name);
    private readonly Dictionary<string, long> _tagIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<long> _inactive = [ZohoUser.Former.Id];
    private long _nextId = FirstRecordId + idsFrom;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Instants are shown in the zone of the user whose token is used.</summary>
    public ZonedTime Time { get; } = new("Europe/Berlin");

    public ZohoSwitches Switches { get; } = new();

    public ZohoPreference Preference { get; } = new();

    public IEnumerable<ZohoModule> Modules => _modules.Values;

    public Credits Credits { get; } = new(clock) { Daily = RealCredits };

    /// <summary>How long the search index does not see a record after a change. COQL and lists see it at once.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>When a module, a field or a value of a picklist changed last; readers ask for changes since.</summary>
    public long MetadataChanged { get; set; } = clock.GetUtcNow().ToUnixTimeMilliseconds();

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ZohoModule? Module(string name) => _modules.GetValueOrDefault(name);

    public long NextId() => _nextId++;

    public bool IsActive(ZohoUser user) => !_inactive.Contains(user.Id);

    /// <summary>False when the user is so already.</summary>
    public bool SetActive(ZohoUser user, bool active) => active ? _inactive.Remove(user.Id) : _inactive.Add(user.Id);

    public ZohoRecord Create(ZohoModule module, ZohoUser by, int room = 16)
    {
        var now = Now;
        var record = new ZohoRecord(module, NextId(), room) { Created = now, Modified = now, CreatedBy = by, ModifiedBy = by };
        module.Add(record);
        return record;
    }

    public string TagId(string name)
    {
        if (!_tagIds.TryGetValue(name, out var id))
        {
            _tagIds[name] = id = NextId();
        }

        return id.ToString(CultureInfo.InvariantCulture);
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
        Switches.All.Reset();
        Preference.Set(null, []);
        _inactive.Clear();
        _inactive.Add(ZohoUser.Former.Id);
    }
}
