namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Deals, accounts and what belongs to them. Guarded by the vendor's lock.</summary>
internal sealed partial class AcSales
{
    private static readonly (string Title, string Color)[] FirstStages = [("To Contact", "19CCA3"), ("In Contact", "5487FF"), ("Follow Up", "FBD965")];

    private readonly AcState _state;
    private int _lastDeal;
    private int _lastOther;

    public AcSales(AcState state, int idsFrom)
    {
        _state = state;
        (_lastDeal, _lastAccount) = (idsFrom, idsFrom);
        AddPipeline("Sales", "eur");
        foreach (var title in new[] { "Call", "Email", "Lunch", "Meeting" })
        {
            AddTaskType(title);
        }
    }

    public SortedDictionary<int, AcDeal> Deals { get; } = [];

    public SortedDictionary<int, AcPipeline> Pipelines { get; } = [];

    public SortedDictionary<int, AcStage> Stages { get; } = [];

    public SortedDictionary<int, AcDealTask> Tasks { get; } = [];

    public SortedDictionary<int, AcTaskType> TaskTypes { get; } = [];

    public SortedDictionary<int, AcContactDeal> ContactDeals { get; } = [];

    public SortedDictionary<int, AcMetaField> Fields { get; } = [];

    public SortedDictionary<int, AcMetaValue> Values { get; } = [];

    public List<AcDealActivity> Activities { get; } = [];

    public int NextId() => ++_lastOther;

    /// <summary>A new pipeline has three stages at once.</summary>
    public AcPipeline AddPipeline(string title, string currency)
    {
        var pipeline = new AcPipeline { Id = NextId(), Created = _state.Now, Title = title, Currency = currency };
        Pipelines[pipeline.Id] = pipeline;
        foreach (var (name, color) in FirstStages)
        {
            AddStage(pipeline, name, color);
        }

        return pipeline;
    }

    public AcStage AddStage(AcPipeline pipeline, string title, string color)
    {
        var order = StagesOf(pipeline).Count() + 1;
        var stage = new AcStage { Id = NextId(), Created = _state.Now, Pipeline = pipeline, Title = title, Color = color, Order = order };
        return Stages[stage.Id] = stage;
    }

    public IEnumerable<AcStage> StagesOf(AcPipeline pipeline) =>
        Stages.Values.Where(stage => stage.Pipeline == pipeline).OrderBy(stage => stage.Order);

    public AcTaskType AddTaskType(string title)
    {
        var type = new AcTaskType { Id = TaskTypes.Count + 1, Title = title };
        return TaskTypes[type.Id] = type;
    }

    public AcDeal AddDeal(AcStage stage)
    {
        var deal = new AcDeal { Id = ++_lastDeal, Created = _state.Now, Modified = _state.Now, Stage = stage };
        return Deals[deal.Id] = deal;
    }

    public void Log(AcDeal deal, string type, string old) => Activities.Add(new AcDealActivity(NextId(), deal, type, old, _state.Now));

    public void Delete(AcDeal deal)
    {
        Deals.Remove(deal.Id);
        deal.Values.ForEach(value => Values.Remove(value.Id));
        deal.Tasks.ForEach(task => Tasks.Remove(task.Id));
    }

    /// <summary>A stage goes with its deals.</summary>
    public void Delete(AcStage stage)
    {
        foreach (var deal in Deals.Values.Where(deal => deal.Stage == stage).ToList())
        {
            Delete(deal);
        }

        Stages.Remove(stage.Id);
    }

    public AcMetaField AddField(AcMetaKind kind, string label, string type, IReadOnlyList<string> options)
    {
        var field = new AcMetaField { Id = NextId(), Kind = kind, Created = _state.Now, Updated = _state.Now, Label = label, Type = type, Options = options };
        return Fields[field.Id] = field;
    }

    /// <summary>Sets a value; the record that holds it stays the same once it is there.</summary>
    public AcMetaValue SetValue(AcMetaField field, int owner, List<AcMetaValue> held, IReadOnlyList<string> texts, string? currency)
    {
        var value = held.Find(each => each.Field == field);
        if (value is null)
        {
            value = new AcMetaValue { Id = NextId(), Field = field, Owner = owner, Created = _state.Now };
            held.Add(value);
            Values[value.Id] = value;
        }

        (value.Texts, value.Currency, value.Updated) = (texts, currency ?? value.Currency, _state.Now);
        return value;
    }

    /// <summary>Removes deals, accounts and tasks; pipelines, stages and fields stay.</summary>
    public void Clear()
    {
        Deals.Clear();
        Tasks.Clear();
        Accounts.Clear();
        AccountContacts.Clear();
        ContactDeals.Clear();
        Values.Clear();
        Activities.Clear();
        _accountByName.Clear();
    }
}
