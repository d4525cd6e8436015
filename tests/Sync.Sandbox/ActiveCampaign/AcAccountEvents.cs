using Sync.Sandbox.Delivery;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Webhooks about companies and who works for them.</summary>
internal sealed class AcAccountEvents(AcState state, AcEmitter emitter)
{
    public void Added(AcAccount account, string source) =>
        emitter.Fire(new AcEvent("account_add", source) { More = form => AddAccount(form, account) });

    public void Updated(AcAccount account, string source, IReadOnlyList<string> fields) => emitter.Fire(new AcEvent("account_update", source)
    {
        More = form =>
        {
            AddAccount(form, account);
            AcDealEvents.AddUpdated(form, fields);
        },
    });

    public void Linked(AcAccountContact link, string source, bool isNew) =>
        emitter.Fire(new AcEvent(isNew ? "account_contact_add" : "account_contact_update", source)
        {
            Contact = link.Contact,
            More = form =>
            {
                AddAccount(form, link.Account);
                form.Add("accountContact[id]", link.Id.Text()).Add("accountContact[account]", link.Account.Id.Text())
                    .Add("accountContact[contact]", link.Contact.Id.Text()).Add("accountContact[job_title]", link.JobTitle)
                    .Add("customer_account_id", link.Account.Id.Text());
            },
        });

    private void AddAccount(FormBody form, AcAccount account)
    {
        form.Add("account[id]", account.Id.Text()).Add("account[name]", account.Name).Add("account[account_url]", account.Url)
            .Add("account[created_timestamp]", state.Time.Bare(account.Created)).Add("account[updated_timestamp]", state.Time.Bare(account.Updated));
        AcMetaForm.Add(form, "account", state.Sales.Fields.Values.Where(field => field.Kind == AcMetaKind.Account), account.Values);
    }
}
