using System.Globalization;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Fields, tags, lists, forms and hooks.</summary>
internal sealed partial class AcState
{
    private readonly Dictionary<string, AcField> _fieldByPerstag = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AcTag> _tagByName = new(StringComparer.OrdinalIgnoreCase);
    private int _lastDefinition = 100;

    public SortedDictionary<int, AcField> Fields { get; } = [];

    public SortedDictionary<int, AcTag> Tags { get; } = [];

    public SortedDictionary<int, AcList> Lists { get; } = [];

    public SortedDictionary<int, AcForm> Forms { get; } = [];

    public SortedDictionary<int, AcHook> Hooks { get; } = [];

    public int NextDefinition() => ++_lastDefinition;

    public AcField AddField(string title, string? perstag, string type, IReadOnlyList<string> options, int? id = null)
    {
        var tag = Perstag(string.IsNullOrWhiteSpace(perstag) ? title : perstag);
        var field = new AcField(id ?? NextDefinition(), title, tag, type, options, Now);
        Fields[field.Id] = field;
        _fieldByPerstag[tag] = field;
        return field;
    }

    /// <summary>By numeric id or perstag.</summary>
    public AcField? FindField(string name) =>
        Number(name) is { } id && Fields.TryGetValue(id, out var field) ? field : _fieldByPerstag.GetValueOrDefault(Perstag(name));

    public AcField FieldFor(string name) => FindField(name) ?? AddField(name, name, "text", []);

    public AcTag AddTag(string name, string description = "", string kind = "contact")
    {
        var tag = new AcTag(NextDefinition(), name, description, kind, Now);
        Tags[tag.Id] = tag;
        _tagByName[name] = tag;
        return tag;
    }

    public AcTag? FindTag(string name) => _tagByName.GetValueOrDefault(name);

    public AcTag TagFor(string name) => Number(name) is { } id && Tags.TryGetValue(id, out var tag) ? tag : FindTag(name) ?? AddTag(name);

    public AcList AddList(string name, string? stringId = null, int? id = null)
    {
        var list = new AcList(id ?? NextDefinition(), name, stringId ?? name.ToLowerInvariant().Replace(' ', '-'), Now);
        return Lists[list.Id] = list;
    }

    public AcList ListFor(string name) => Number(name) is { } id && Lists.TryGetValue(id, out var list)
        ? list
        : Lists.Values.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? AddList(name);

    public AcForm FormFor(string name)
    {
        if (Number(name) is { } id && Forms.TryGetValue(id, out var form))
        {
            return form;
        }

        form = Forms.Values.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? new AcForm(NextDefinition(), name);
        return Forms[form.Id] = form;
    }

    /// <summary>Upper case, letters, digits and underscores only.</summary>
    public static string Perstag(string text) =>
        string.Concat(text.Where(each => char.IsAsciiLetterOrDigit(each) || each == '_')).ToUpperInvariant();

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An account as a company has it after a year: some fields, two lists, a form.</summary>
    private void AddStartDefinitions()
    {
        AddField("Company", "COMPANY", "text", [], 1);
        AddField("Job title", "JOB_TITLE", "text", [], 2);
        AddField("City", "CITY", "text", [], 3);
        AddField("Country", "COUNTRY", "text", [], 4);
        AddField("Plan", "PLAN", "dropdown", ["Free", "Pro", "Enterprise"], 5);
        AddField("Budget", "BUDGET", "number", [], 6);
        AddField("Demo date", "DEMO_DATE", "date", [], 7);
        AddField("Lifecycle", "LIFECYCLE", "dropdown", ["Subscriber", "Lead", "MQL", "SQL", "Customer"], 8);
        AddField("UTM source", "UTM_SOURCE", "hidden", [], 9);
        AddField("CRM id", "CRM_ID", "text", [], 10);
        AddField("CRM status", "CRM_STATUS", "text", [], 11);
        AddField("Notes", "NOTES", "textarea", [], 21);
        AddField("Interests", "INTERESTS", "checkbox", ["Red", "Blue", "Green"], 27);
        AddList("Newsletter", "newsletter", 1);
        AddList("Product news", "product-news", 3);
        Forms[5] = new AcForm(5, "Demo request");
    }
}
