using Sync.Connectors.Checkup;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Looks at one account with a handful of reading calls.</summary>
internal sealed class ActiveCampaignCheckup(
    ActiveCampaignClient client, ActiveCampaignOptions options, IMetadata metadata, IRegistration registration, TimeProvider clock)
    : ICheckup
{
    public async Task<IReadOnlyList<CheckLine>> Run(CheckupRequest request, CancellationToken ct)
    {
        var me = await client.WhoAmI(ct);
        var lines = new List<CheckLine>(Reach.Judge(
            options.Connection, "url", options.Address, $"connections.{options.Connection}.apiKey", me.Fault,
            $"of {me.Value?.Json.Member("user").Member("email").Text() ?? "an unnamed user"}; "
            + "keys of ActiveCampaign tell no age and do not end"));
        if (me.Fault is not null || lines.Exists(line => !line.Ok))
        {
            return lines;
        }

        foreach (var module in request.Fields.Select(field => field.Module).Concat(request.Modules).Distinct())
        {
            await Module(module, [.. request.Fields.Where(field => field.Module == module)], lines, ct);
        }

        await Owners(request.Owners, lines, ct);
        await Lists(request.Lists, lines, ct);
        if (request.Registration is { } desired)
        {
            var looked = await registration.Look(desired, ct);
            lines.Add(looked.TryGet(out var state, out var fault)
                ? Judgement.Registration(desired, state, clock.GetUtcNow(), request.GrantedUntil)
                : Judgement.Right("webhooks", fault, "the key's user may not see webhooks", "Use the key of an administrator."));
        }

        return lines;
    }

    private async Task Module(string module, List<NeededField> needed, List<CheckLine> lines, CancellationToken ct)
    {
        if (!ActiveCampaignModules.TryFind(module, out var known, out var unknown))
        {
            lines.Add(CheckLine.Bad($"module {module}", "does not exist", unknown.Message));
            return;
        }

        // Deals belong to some plans only: this is shown, and nobody waits for it to change by itself.
        var probe = (await client.Get($"{known.Path}?limit=1", ct)).Fault;
        var line = Judgement.Right(
            $"module {module}", probe, "not in the account's plan, or forbidden to the key's user",
            $"Book it, give the user's group the right to {module}, or take {module} out of the routes.");
        lines.Add(line);
        if (!line.Ok || needed.Count == 0)
        {
            return;
        }

        var read = await metadata.Fields(module, ct);
        lines.AddRange(read.TryGet(out var fields, out var fault)
            ? FieldFit.Judge(module, needed, fields)
            : [Judgement.Right($"fields of {module}", fault, "may not be read", "Give the key's user the right to see fields.")]);
    }

    private async Task Lists(IReadOnlyList<string> numbers, List<CheckLine> lines, CancellationToken ct)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        var read = await metadata.Things(ThingKind.List, ct);
        lines.AddRange(read.TryGet(out var lists, out var fault)
            ? numbers.Select(number => Judgement.List(number, lists))
            : [Judgement.Right("lists", fault, "lists may not be read", "Give the key's user the right to see lists.")]);
    }

    private async Task Owners(IReadOnlyList<string> owners, List<CheckLine> lines, CancellationToken ct)
    {
        if (owners.Count == 0)
        {
            return;
        }

        var read = await metadata.Users(ct);
        lines.AddRange(read.TryGet(out var users, out var fault)
            ? owners.Select(owner => Judgement.Owner(owner, users))
            : [Judgement.Right("owners", fault, "users may not be read", "Use the key of an administrator.")]);
    }
}
