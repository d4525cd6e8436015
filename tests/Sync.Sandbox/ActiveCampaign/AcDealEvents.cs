using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Webhooks about deals, tasks and pipelines. Names of keys differ from the API's: "stageid" there is "stage" here.</summary>
internal sealed class AcDealEvents(AcState state, AcEmitter emitter)
{
    public void Added(AcDeal deal, string source) =>
        emitter.Fire(new AcEvent("deal_add", source) { Contact = deal.Contact, More = form => AddDeal(form, deal) });

    /// <summary>Names what has changed, without old or new values. Nothing tells a move of the stage apart from other changes.</summary>
    public void Updated(AcDeal deal, string source, IReadOnlyList<string> fields) => emitter.Fire(new AcEvent("deal_update", source)
    {
        Contact = state.Switches.DealUpdateContact.Is("present") ? deal.Contact : null,
        More = form =>
        {
            AddDeal(form, deal);
            AddUpdated(form, [.. fields, "mdate"]);
        },
    });

    public void Noted(AcDeal deal, AcNote note, string source) => emitter.Fire(new AcEvent("deal_note_add", source)
    {
        More = form =>
        {
            form.Add("note[id]", note.Id.Text()).Add("note[text]", note.Text);
            AddDeal(form, deal);
        },
    });

    /// <summary>A task on a deal, or on a contact.</summary>
    public void TaskAdded(AcDealTask task, string source) => TaskEvent(task.Deal is null ? "contact_task_add" : "deal_task_add", task, source);

    /// <summary>Only tasks of deals are told when they are done.</summary>
    public void TaskDone(AcDealTask task, string source)
    {
        if (task.Deal is not null)
        {
            TaskEvent("deal_task_complete", task, source);
        }
    }

    public void PipelineAdded(AcPipeline pipeline) => emitter.Fire(new AcEvent("deal_pipeline_add", "api")
    {
        More = form => form.Add("pipeline[id]", pipeline.Id.Text()).Add("pipeline[title]", pipeline.Title),
    });

    /// <summary>The definition of a stage, not a deal that moves to one.</summary>
    public void StageAdded(AcStage stage) => emitter.Fire(new AcEvent("deal_stage_add", "api")
    {
        More = form => form.Add("stage[id]", stage.Id.Text()).Add("stage[title]", stage.Title).Add("stage[color]", stage.Color),
    });

    public void TaskTypeAdded(AcTaskType type) => emitter.Fire(new AcEvent("deal_tasktype_add", "api")
    {
        More = form => form.Add("tasktype[id]", type.Id.Text()).Add("tasktype[title]", type.Title),
    });

    public static void AddUpdated(FormBody form, IEnumerable<string> fields)
    {
        foreach (var (name, index) in fields.Select((name, index) => (name, index)))
        {
            form.Add($"updated_fields[{index}]", name);
        }
    }

    private void TaskEvent(string type, AcDealTask task, string source) => emitter.Fire(new AcEvent(type, source)
    {
        Contact = task.Contact ?? task.Deal?.Contact,
        More = form =>
        {
            AddTask(form, task, type == "deal_task_complete");
            if (task.Deal is { } deal)
            {
                AddDeal(form, deal);
            }
        },
    });

    private void AddTask(FormBody form, AcDealTask task, bool done)
    {
        form.Add("task[id]", task.Id.Text()).Add("task[type_id]", task.Type.Id.Text()).Add("task[type_title]", task.Type.Title)
            .Add("task[title]", task.Title).Add("task[note]", task.Note);
        AddTime(form, "task", "duedate", task.Due);
        AddTime(form, "task", "edate", task.End);
        if (done)
        {
            AddTime(form, "task", "donedate", task.Done);
        }
    }

    private void AddTime(FormBody form, string block, string name, long? at) => form
        .Add($"{block}[{name}]", at is { } known ? state.Time.Bare(known) : "0000-00-00 00:00:00")
        .Add($"{block}[{name}_iso]", at is { } iso ? state.Time.Iso(iso) : "");

    private void AddDeal(FormBody form, AcDeal deal)
    {
        var owner = AcUsers.Find(deal.Owner) ?? AcUsers.All[0];
        form.Add("deal[id]", deal.Id.Text()).Add("deal[title]", deal.Title);
        AddTime(form, "deal", "create_date", deal.Created);
        form.Add("deal[orgid]", (deal.Account?.Id ?? 0).Text()).Add("deal[orgname]", deal.Account?.Name)
            .Add("deal[stageid]", deal.Stage.Id.Text()).Add("deal[stage_title]", deal.Stage.Title)
            .Add("deal[pipelineid]", deal.Stage.Pipeline.Id.Text()).Add("deal[pipeline_title]", deal.Stage.Pipeline.Title)
            .Add("deal[value]", AcMoney.Formatted(deal.Value))
            .Add("deal[value_raw]", AcMoney.Raw(deal.Value, state.Switches.ValueRaw.Is("cents")))
            .Add("deal[currency]", deal.Currency.ToLowerInvariant()).Add("deal[currency_symbol]", AcMoney.Symbol(deal.Currency))
            .Add("deal[owner]", deal.Owner.Text()).Add("deal[owner_firstname]", owner.First).Add("deal[owner_lastname]", owner.Last)
            .Add("deal[contactid]", (deal.Contact?.Id ?? 0).Text()).Add("deal[contact_email]", deal.Contact?.Email)
            .Add("deal[contact_firstname]", deal.Contact?.FirstName).Add("deal[contact_lastname]", deal.Contact?.LastName)
            .Add("deal[status]", deal.Status.Text());
        AcMetaForm.Add(form, "deal", state.Sales.Fields.Values.Where(field => field.Kind == AcMetaKind.Deal), deal.Values);
    }
}
