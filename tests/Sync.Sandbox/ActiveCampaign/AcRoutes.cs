using System.Globalization;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Finds the endpoint of a call below /api/3. PUT and PATCH mean the same.</summary>
internal sealed class AcRoutes(
    AcState state, AcContacts contacts, AcFields fields, AcTags tags, AcLists lists, AcHooks hooks, AcNotes notes, AcImport import)
{
    public void Route(Call call)
    {
        var method = call.Method == "PATCH" ? "PUT" : call.Method;
        var path = call.Segments.AsSpan(2).ToArray();
        if (!Collections(call, method, path) && !Items(call, method, path))
        {
            call.Message(404, $"No route for {call.Method} {call.Path}");
        }
    }

    private bool Collections(Call call, string method, string[] path)
    {
        Action<Call>? endpoint = (method, string.Join('/', path)) switch
        {
            ("POST", "contact/sync") => contacts.Sync,
            ("POST", "contacts") => contacts.Create,
            ("GET", "contacts") => contacts.List,
            ("GET", "fields") => fields.List,
            ("POST", "fields") => fields.Create,
            ("POST", "fieldRels") => AcFields.Relate,
            ("POST", "fieldValues") => fields.SetValue,
            ("GET", "fieldValues") => fields.ListValues,
            ("GET", "tags") => tags.List,
            ("POST", "tags") => tags.Create,
            ("POST", "contactTags") => tags.Link,
            ("GET", "lists") => lists.List,
            ("POST", "lists") => lists.Create,
            ("POST", "contactLists") => lists.Subscribe,
            ("POST", "notes") => notes.Create,
            ("GET", "webhooks") => hooks.List,
            ("POST", "webhooks") => hooks.Create,
            ("GET", "webhook/events") => AcHooks.ListEvents,
            ("GET", "users/me") => AcUsers.Me,
            ("GET", "users") => AcUsers.List,
            ("POST", "import/bulk_import") => import.Import,
            ("GET", "import/bulk_import") => AcImport.Outstanding,
            ("GET", "import/info") => import.Info,
            _ => null,
        };
        endpoint?.Invoke(call);
        return endpoint is not null;
    }

    private bool Items(Call call, string method, string[] path) => path switch
    {
        ["contacts", var id] => Contact(call, method, id),
        ["contacts", var id, var sub] when method == "GET" => On(call, "Subscriber", id, state.Find(Number(id)), each => contacts.SubResource(call, each, sub)),
        ["fields", var id] when method == "GET" => On(call, "Field", id, state.Fields.GetValueOrDefault(Number(id)), each => fields.One(call, each)),
        ["fieldValues", var id] => FieldValue(call, method, id),
        ["tags", var id] when method == "GET" => On(call, "Tag", id, state.Tags.GetValueOrDefault(Number(id)), each => tags.One(call, each)),
        ["contactTags", var id] when method == "DELETE" =>
            On(call, "SubscriberTag", id, state.TagLinks.GetValueOrDefault(Number(id)), each => tags.Unlink(call, each)),
        ["lists", var id] when method == "GET" => On(call, "_List", id, state.Lists.GetValueOrDefault(Number(id)), each => lists.One(call, each)),
        ["webhooks", var id] => Hook(call, method, id),
        _ => false,
    };

    private bool Contact(Call call, string method, string id)
    {
        Action<AcContact>? endpoint = method switch
        {
            "GET" => contact => contacts.One(call, contact),
            "PUT" => contact => contacts.Change(call, contact),
            "DELETE" => contact => contacts.Delete(call, contact),
            _ => null,
        };
        return endpoint is not null && On(call, "Subscriber", id, state.Find(Number(id)), endpoint);
    }

    private bool FieldValue(Call call, string method, string id)
    {
        Action<AcFieldValue>? endpoint = method switch
        {
            "GET" => value => fields.OneValue(call, value),
            "PUT" => value => fields.Change(call, value),
            "DELETE" => value => fields.Delete(call, value),
            _ => null,
        };
        return endpoint is not null
            && On(call, "FieldValue", id, state.FieldValues.GetValueOrDefault(Number(id)), endpoint, method == "GET" ? 403 : 404);
    }

    private bool Hook(Call call, string method, string id)
    {
        Action<AcHook>? endpoint = method switch
        {
            "GET" => hook => hooks.One(call, hook),
            "PUT" => hook => hooks.Change(call, hook),
            "DELETE" => hook => hooks.Delete(call, hook),
            _ => null,
        };
        return endpoint is not null && On(call, "Webhook", id, state.Hooks.GetValueOrDefault(Number(id)), endpoint);
    }

    private static bool On<T>(Call call, string innerName, string id, T? found, Action<T> endpoint, int missing = 404)
        where T : class
    {
        if (found is null)
        {
            call.Missing(innerName, id, missing);
        }
        else
        {
            endpoint(found);
        }

        return true;
    }

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
