using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Keeps exactly one webhook to our address. The account takes the same one twice, and then delivers twice; one that was switched
/// off looks like any other.</summary>
internal sealed class ActiveCampaignRegistration(ActiveCampaignClient client, ActiveCampaignOptions options) : IRegistration
{
    // Look, act, look again: three rounds are enough unless others keep changing it.
    private const int Rounds = 8;

    public async Task<CallResult<RegistrationState>> Ensure(DesiredRegistration desired, CancellationToken ct)
    {
        var work = new ActiveCampaignHookWork(client, options.Connection, desired);
        for (var round = 0; round < Rounds; round++)
        {
            var listed = await List(ct);
            if (!listed.TryGet(out var hooks, out var fault))
            {
                return CallResult<RegistrationState>.Failed(fault);
            }

            work.Replace(round == 0 && desired.Recreate ? hooks.Where(hook => ActiveCampaignHookPlan.IsTo(hook, desired.Address)) : []);

            var plan = ActiveCampaignHookPlan.Of(hooks, desired, work.Offered, work.Replaced);
            if (plan.IsDone)
            {
                return CallResult<RegistrationState>.Ok(StateOf(hooks, desired, work));
            }

            // What is made is looked at once more: two that made one each would otherwise leave both.
            if (plan.Create && round == Rounds - 1)
            {
                break;
            }

            if (await work.Do(plan, ct) is { } refused)
            {
                return CallResult<RegistrationState>.Failed(refused);
            }
        }

        return CallResult<RegistrationState>.Failed(new VendorFault(
            FailureClasses.Conflict, "REGISTRATION_CONTESTED",
            $"Something else keeps changing the webhooks to {desired.Address.GetLeftPart(UriPartial.Authority)}."));
    }

    public async Task<CallResult<RegistrationState>> Look(DesiredRegistration desired, CancellationToken ct)
    {
        var listed = await List(ct);
        if (!listed.TryGet(out var hooks, out var fault))
        {
            return CallResult<RegistrationState>.Failed(fault);
        }

        var state = StateOf(hooks, desired, new ActiveCampaignHookWork(client, options.Connection, desired));
        var before = hooks.FirstOrDefault(hook => ActiveCampaignHookPlan.IsFromBefore(hook, desired.Address, options.Connection));
        return CallResult<RegistrationState>.Ok(state.Address is null && before is not null
            ? new RegistrationState(new Uri(before.Url), before.Kinds, before.Sources) { Id = before.Id }
            : state);
    }

    public async Task<CallResult<RegistrationState>> Remove(DesiredRegistration desired, CancellationToken ct)
    {
        var listed = await List(ct);
        if (!listed.TryGet(out var hooks, out var fault))
        {
            return CallResult<RegistrationState>.Failed(fault);
        }

        var work = new ActiveCampaignHookWork(client, options.Connection, desired);
        var ours = hooks.Where(hook => ActiveCampaignHookPlan.IsTo(hook, desired.Address)).ToList();
        fault = await work.Delete(ours, RegistrationStep.Removed, ct);
        return fault is null
            ? CallResult<RegistrationState>.Ok(new RegistrationState(null, [], []) { Done = work.Steps })
            : CallResult<RegistrationState>.Failed(fault);
    }

    // Not filtered by address: how exactly that is compared is not said, and an account has few.
    private async Task<CallResult<IReadOnlyList<ActiveCampaignHook>>> List(CancellationToken ct)
    {
        var read = await client.All("webhooks", "webhooks", ct);
        return read.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<ActiveCampaignHook>>.Ok([.. rows.Select(ActiveCampaignHook.From).OfType<ActiveCampaignHook>()])
            : CallResult<IReadOnlyList<ActiveCampaignHook>>.Failed(fault);
    }

    private static RegistrationState StateOf(
        IReadOnlyList<ActiveCampaignHook> hooks, DesiredRegistration desired, ActiveCampaignHookWork work)
    {
        var ours = hooks.Where(hook => ActiveCampaignHookPlan.IsTo(hook, desired.Address)).OrderBy(hook => hook.Age).ToList();
        return ours.Count == 0
            ? new RegistrationState(null, [], []) { Done = work.Steps, Notices = work.Notices }
            : new RegistrationState(desired.Address, ours[0].Kinds, ours[0].Sources)
            {
                Id = ours[0].Id,
                Done = work.Steps,
                Notices = ours.Count == 1 ? work.Notices
                    : [.. work.Notices, $"{ours.Count} webhooks go to the address: each event comes as often."],
            };
    }
}
