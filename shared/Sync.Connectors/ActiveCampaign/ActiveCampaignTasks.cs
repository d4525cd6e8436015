using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Tasks about contacts and deals.</summary>
internal sealed class ActiveCampaignTasks(
    ActiveCampaignClient client, ActiveCampaignMarks marks, ActiveCampaignUsers users, TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    private string? _firstType;

    public async Task<WriteOutcome> Add(Operation.AddTask task, CancellationToken ct)
    {
        var relType = task.About.Module switch
        {
            ActiveCampaignModules.Contacts => "Subscriber",
            ActiveCampaignModules.Deals => "Deal",
            _ => null,
        };
        if (relType is null)
        {
            return Outcome.NotOffered("ActiveCampaign", $"tasks about {task.About.Module}");
        }

        if (await users.Objection(task.OwnerId, ct) is { } objection)
        {
            return objection;
        }

        var id = task.About.RecordId;
        var (made, refusal) = await marks.Find(
            task.Mark, $"dealTasks?filters%5Brelid%5D={Uri.EscapeDataString(id)}&filters%5Breltype%5D={relType}", "dealTasks", "note",
            row => row.Member("relid").Text() == id, ct);
        return refusal ?? (made is not null ? Outcome.Done(made) : await Make(task, ct));
    }

    public async Task<WriteOutcome> Assign(string id, string ownerId, CancellationToken ct) =>
        await users.Objection(ownerId, ct) ?? await Change(id, new Dictionary<string, string?> { ["assignee"] = ownerId }, ct);

    public async Task<WriteOutcome> Change(string id, IReadOnlyDictionary<string, string?> fields, CancellationToken ct)
    {
        var sent = await client.Write(
            HttpMethod.Put, $"dealTasks/{Uri.EscapeDataString(id)}", ActiveCampaignEnvelope.Of("dealTask", fields), ct);
        return Outcome.Of(sent, _ => Outcome.Done(id));
    }

    /// <summary>Those that are done or gone; a call each.</summary>
    public async Task<CallResult<IReadOnlyCollection<string>>> Done(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var done = new List<string>();
        foreach (var id in ids)
        {
            var sent = await client.Get($"dealTasks/{Uri.EscapeDataString(id)}", ct);
            if (sent.Fault is { } fault && fault.Class != FailureClasses.NotFound)
            {
                return CallResult<IReadOnlyCollection<string>>.Failed(fault);
            }

            if (!sent.TryGet(out var reply, out _) || reply.Json.Member("dealTask").Member("status").Text() == "1")
            {
                done.Add(id);
            }
        }

        return CallResult<IReadOnlyCollection<string>>.Ok(done);
    }

    private async Task<WriteOutcome> Make(Operation.AddTask task, CancellationToken ct)
    {
        var (type, fault) = task.TypeId is { } said ? (said, null) : await FirstType(ct);
        if (fault is not null)
        {
            return Outcome.Refused(fault);
        }

        var body = ActiveCampaignEnvelope.Of("dealTask", task.Fields.Concat(Members(task, type)).DistinctBy(member => member.Key));
        var sent = await client.Write(HttpMethod.Post, "dealTasks", body, ct);
        return Outcome.Of(sent, reply => Outcome.Done(reply.Json.Member("dealTask").Member("id").Text(), created: true));
    }

    private Dictionary<string, string?> Members(Operation.AddTask task, string? type)
    {
        var due = task.Due ?? clock.GetUtcNow();
        Dictionary<string, string?> members = new()
        {
            ["title"] = task.Subject,
            ["ownerType"] = task.About.Module == ActiveCampaignModules.Deals ? "deal" : "contact",
            ["relid"] = task.About.RecordId,
            ["status"] = "0",
            ["note"] = task.Mark.Under(task.Text),
            ["duedate"] = IsoTime.Of(due),
            ["edate"] = IsoTime.Of(due + Length),
            ["dealTasktype"] = type,
        };
        if (task.OwnerId is { } owner)
        {
            members["assignee"] = owner;
        }

        return members;
    }

    // A task has to be of some type; which ones there are, the account decides.
    private async Task<(string? Type, VendorFault? Fault)> FirstType(CancellationToken ct)
    {
        if (_firstType is not null)
        {
            return (_firstType, null);
        }

        var read = await client.All("dealTasktypes", "dealTasktypes", ct);
        if (!read.TryGet(out var types, out var fault))
        {
            return (null, fault);
        }

        _firstType = types.Select(type => type.Member("id").Text()).FirstOrDefault();
        return (_firstType, _firstType is not null ? null : new VendorFault(
            FailureClasses.MissingField, "NO_TASK_TYPE", "The account has no type of task.") { Field = "dealTasktype" });
    }
}
