using Sync.Sandbox.Http;
using static Sync.Sandbox.ActiveCampaign.AcRoute;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Finds the endpoint of a call below /api/3: contacts and what hangs on them. PUT and PATCH mean the same.</summary>
internal sealed class AcRoutes(AcState state, AcEndpoints parts)
{
    private readonly AcSalesRoutes _sales = new(state, parts);

    public void Route(Call call)
    {
        var method = call.Method == "PATCH" ? "PUT" : call.Method;
        var path = call.Segments.AsSpan(2).ToArray();
        if (!Collections(call, method, path) && !Items(call, method, path) && !_sales.Route(call, method, path))
        {
            call.Message(404, $"No route for {call.Method} {call.Path}");
        }
    }

    private bool Collections(Call call, string method, string[] path)
    {
        Action<Call>? endpoint = (method, string.Join('/', path)) switch
        {
            ("POST", "contact/sync") => parts.Contacts.Sync,
            ("POST", "contacts") => parts.Contacts.Create,
            ("GET", "contacts") => parts.Reads.List,
            ("GET", "fields") => parts.Fields.List,
            ("POST", "fields") => parts.Fields.Create,
            ("POST", "fieldRels") => AcFields.Relate,
            ("POST", "fieldOption/bulk") => parts.FieldOptions.Add,
            ("POST", "fieldValues") => parts.FieldValues.Set,
            ("GET", "fieldValues") => parts.FieldValues.List,
            ("GET", "tags") => parts.Tags.List,
            ("POST", "tags") => parts.Tags.Create,
            ("POST", "contactTags") => parts.TagLinks.Link,
            ("GET", "lists") => parts.Lists.List,
            ("POST", "lists") => parts.Lists.Create,
            ("POST", "listGroups") => parts.Lists.Share,
            ("POST", "contactLists") => parts.Subscriptions.Set,
            ("GET", "notes") => parts.Notes.List,
            ("POST", "notes") => parts.Notes.Create,
            ("GET", "webhooks") => parts.Hooks.List,
            ("POST", "webhooks") => parts.Hooks.Create,
            ("GET", "webhook/events") => AcHooks.ListEvents,
            ("GET", "automations") => parts.Automations.List,
            ("GET", "contactAutomations") => parts.Automations.ListRuns,
            ("POST", "contactAutomations") => parts.Automations.Enter,
            ("GET", "scores") => parts.ReadOnly.Scores,
            ("GET", "scoreValues") => each => parts.ReadOnly.ScoreValues(each, parts.ContactJson),
            ("GET", "groups") => AcReadOnly.ListGroups,
            ("GET", "forms") => parts.ReadOnly.Forms,
            ("GET", "users/me") => AcUsers.Me,
            ("GET", "users") => AcUsers.List,
            ("POST", "import/bulk_import") => parts.Import.Import,
            ("GET", "import/bulk_import") => parts.Import.Outstanding,
            ("GET", "import/info") => parts.Import.Info,
            _ => null,
        };
        endpoint?.Invoke(call);
        return endpoint is not null;
    }

    private bool Items(Call call, string method, string[] path) => path switch
    {
        ["contacts", var id] => Contact(call, method, id),
        ["contacts", var id, var sub] when method == "GET" => On(call, "Subscriber", id, state.Find(Number(id)), each => parts.Reads.SubResource(call, each, sub)),
        ["fields", var id] => On(call, "Field", id, state.Fields.GetValueOrDefault(Number(id)), Choose<AcField>(
            method, each => parts.Fields.One(call, each), each => parts.Fields.Change(call, each), each => parts.Fields.Delete(call, each))),
        ["fields", var id, "options"] when method == "GET" =>
            On(call, "Field", id, state.Fields.GetValueOrDefault(Number(id)), each => parts.FieldOptions.List(call, each)),
        ["fieldOptions", var id] when method == "DELETE" => Done(() => parts.FieldOptions.Delete(call, Number(id))),
        ["fieldValues", var id] => On(call, "FieldValue", id, state.FieldValues.GetValueOrDefault(Number(id)), Choose<AcFieldValue>(
            method, each => parts.FieldValues.One(call, each), each => parts.FieldValues.Change(call, each), each => parts.FieldValues.Delete(call, each)),
            method == "GET" ? 403 : 404),
        ["tags", var id] => On(call, "Tag", id, state.Tags.GetValueOrDefault(Number(id)), Choose<AcTag>(
            method, each => parts.Tags.One(call, each), each => parts.Tags.Change(call, each), each => parts.Tags.Delete(call, each))),
        ["contactTags", var id] when method == "DELETE" =>
            On(call, "SubscriberTag", id, state.TagLinks.GetValueOrDefault(Number(id)), each => parts.TagLinks.Unlink(call, each)),
        ["lists", var id] => On(call, "_List", id, state.Lists.GetValueOrDefault(Number(id)), Choose<AcList>(
            method, each => parts.Lists.One(call, each), each => parts.Lists.Change(call, each), each => parts.Lists.Delete(call, each)),
            method == "DELETE" ? 403 : 404),
        ["webhooks", var id] => On(call, "Webhook", id, state.Hooks.GetValueOrDefault(Number(id)), Choose<AcHook>(
            method, each => parts.Hooks.One(call, each), each => parts.Hooks.Change(call, each), each => parts.Hooks.Delete(call, each))),
        ["notes", var id] => On(call, "Note", id, state.Notes.GetValueOrDefault(Number(id)), Choose<AcNote>(
            method, each => parts.Notes.One(call, each), each => parts.Notes.Change(call, each), each => parts.Notes.Delete(call, each)),
            method == "GET" ? 404 : 403),
        _ => Others(call, method, path),
    };

    private bool Others(Call call, string method, string[] path) => (method, path) switch
    {
        ("GET", ["automations", var id]) => On(call, "Automation", id, state.Automations.GetValueOrDefault(Number(id)), each => parts.Automations.One(call, each)),
        (_, ["contactAutomations", var id]) => On(call, "SubscriberSeries", id, state.AutomationRuns.GetValueOrDefault(Number(id)), Choose<AcAutomationRun>(
            method, each => parts.Automations.OneRun(call, each), null, each => parts.Automations.Leave(call, each)), method == "DELETE" ? 403 : 404),
        ("GET", ["scores", var id]) => On(call, "Score", id, state.Scores.GetValueOrDefault(Number(id)), each => parts.ReadOnly.Score(call, each)),
        ("GET", ["groups", var id]) => Done(() => AcReadOnly.OneGroup(call, Number(id))),
        ("GET", ["forms", var id]) => On(call, "Form", id, state.Forms.GetValueOrDefault(Number(id)), each => AcReadOnly.Form(call, each), 403),
        ("GET", ["users", "email", var email]) => On(call, "User", email, AcUsers.All.FirstOrDefault(user => user.Email == email), each => AcUsers.One(call, each)),
        ("GET", ["users", "username", var name]) => On(call, "User", name, AcUsers.All.FirstOrDefault(user => user.Name == name), each => AcUsers.One(call, each)),
        ("GET", ["users", var id]) => On(call, "User", id, AcUsers.Find(Number(id)), each => AcUsers.One(call, each)),
        _ => false,
    };

    /// <summary>A deleted contact may still be there to read, never to write.</summary>
    private bool Contact(Call call, string method, string id)
    {
        var found = state.Find(Number(id)) ?? (method == "GET" ? state.FindDeleted(Number(id)) : null);
        return On(call, "Subscriber", id, found, Choose<AcContact>(
            method, each => parts.Reads.One(call, each), each => parts.Contacts.Change(call, each), each => parts.Contacts.Delete(call, each)));
    }

    private static bool Done(Action work)
    {
        work();
        return true;
    }
}
