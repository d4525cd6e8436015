using System.Globalization;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Tags, lists, forms, automations and hooks.</summary>
internal sealed partial class AcState
{
    private readonly Dictionary<string, AcTag> _tagByName = new(StringComparer.OrdinalIgnoreCase);
    private int _lastDefinition = 100;

    public SortedDictionary<int, AcTag> Tags { get; } = [];

    public SortedDictionary<int, AcList> Lists { get; } = [];

    public SortedDictionary<int, AcForm> Forms { get; } = [];

    public SortedDictionary<int, AcHook> Hooks { get; } = [];

    public SortedDictionary<int, AcAutomation> Automations { get; } = [];

    public SortedDictionary<int, AcScore> Scores { get; } = [];

    public int NextDefinition() => ++_lastDefinition;

    public AcTag AddTag(string name, string description = "", string kind = "contact")
    {
        var tag = new AcTag { Id = NextDefinition(), Name = name, Description = description, Kind = kind, Created = Now };
        Tags[tag.Id] = tag;
        _tagByName[name] = tag;
        return tag;
    }

    public void Rename(AcTag tag, string name)
    {
        _tagByName.Remove(tag.Name);
        tag.Name = name;
        _tagByName[name] = tag;
    }

    /// <summary>The tag goes from every contact; no event tells of it.</summary>
    public void Delete(AcTag tag)
    {
        Tags.Remove(tag.Id);
        _tagByName.Remove(tag.Name);
        foreach (var link in TagLinks.Values.Where(link => link.Tag == tag).ToList())
        {
            link.Contact.Tags.Remove(link);
            TagLinks.Remove(link.Id);
        }
    }

    public AcTag? FindTag(string name) => _tagByName.GetValueOrDefault(name);

    public AcTag TagFor(string name) => Number(name) is { } id && Tags.TryGetValue(id, out var tag) ? tag : FindTag(name) ?? AddTag(name);

    public AcList AddList(string name, string? stringId = null, int? id = null)
    {
        var list = new AcList
        {
            Id = id ?? NextDefinition(), Name = name, StringId = stringId ?? name.ToLowerInvariant().Replace(' ', '-'), Created = Now,
        };
        return Lists[list.Id] = list;
    }

    public void Delete(AcList list)
    {
        Lists.Remove(list.Id);
        foreach (var contact in Contacts)
        {
            contact.Lists.RemoveAll(link => link.List == list);
        }
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
        Automations[31] = new AcAutomation(31, "Welcome", Now);
        Automations[32] = new AcAutomation(32, "Ready for sales", Now);
        Scores[1] = new AcScore(1, "Lead score", "contact", Now);
    }
}
