using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Finds the endpoint of a call below /crm/v8.</summary>
internal sealed class ZohoRoutes(
    ZohoState state, ZohoWrites writes, ZohoReads reads, ZohoSearch search, ZohoCoql coql, ZohoTags tags, ZohoConvert convert,
    ZohoMetadata metadata, ZohoWatch watch, ZohoLimits limits)
{
    public static ZohoError NoModule() => new("INVALID_MODULE", "the module name given seems to be invalid")
    {
        Details = json => json.WriteNumber("resource_path_index", 0),
    };

    public void Route(Call call, string[] path)
    {
        if (path is ["coql"] && call.Method == "POST")
        {
            coql.Run(call);
        }
        else if (Fixed(call, path) is { } endpoint)
        {
            if (limits.Admit(call, 1))
            {
                endpoint();
            }
        }
        else if (path.Length > 0 && state.Module(path[0]) is { } module)
        {
            InModule(call, module, path);
        }
        else if (path.Length > 0 && path[0] is "settings" or "actions" or "coql" or "org" or "users")
        {
            Unknown(call);
        }
        else
        {
            NoModule().Answer(call);
        }
    }

    private Action? Fixed(Call call, string[] path) => (call.Method, path) switch
    {
        ("GET", ["org"]) => () => ZohoMetadata.Org(call),
        ("GET", ["users"]) => () => ZohoMetadata.Users(call),
        ("GET", ["users", var id]) => () => ZohoMetadata.User(call, id),
        ("GET", ["settings", "modules"]) => () => metadata.Modules(call),
        ("GET", ["settings", "modules", var name]) when state.Module(name) is { } module => () => ZohoMetadata.Module(call, module),
        ("GET", ["settings", "fields"]) => () => metadata.Fields(call),
        ("POST", ["settings", "fields"]) => () => metadata.AddFields(call),
        ("GET", ["settings", "tags"]) => () => tags.List(call, state.Modules.Where(module => module.Name == call.Query["module"])),
        ("POST", ["actions", "watch"]) => () => watch.Subscribe(call),
        ("PUT", ["actions", "watch"]) => () => watch.Replace(call),
        ("PATCH", ["actions", "watch"]) => () => watch.Change(call),
        ("GET", ["actions", "watch"]) => () => watch.List(call),
        ("DELETE", ["actions", "watch"]) => () => watch.Unsubscribe(call),
        _ => null,
    };

    private void InModule(Call call, ZohoModule module, string[] path)
    {
        switch (call.Method, path)
        {
            case ("GET", [_]): reads.List(call, module); break;
            case ("POST", [_]): writes.Insert(call, module); break;
            case ("PUT", [_]): writes.Update(call, module); break;
            case ("DELETE", [_]): writes.Delete(call, module, Ids(call)); break;
            case ("POST", [_, "upsert"]): writes.Upsert(call, module); break;
            case ("GET", [_, "search"]): search.Run(call, module); break;
            case ("GET", [_, "deleted"]): reads.Deleted(call, module); break;
            case ("GET", [_, "actions", "count"]): reads.Count(call, module); break;
            case ("POST", [_, "actions", "add_tags"]): tags.Change(call, module, null, true); break;
            case ("POST", [_, "actions", "remove_tags"]): tags.Change(call, module, null, false); break;
            case ("POST", [_, var id, "actions", "add_tags"]): tags.Change(call, module, id, true); break;
            case ("POST", [_, var id, "actions", "remove_tags"]): tags.Change(call, module, id, false); break;
            case ("POST", ["Leads", var id, "actions", "convert"]): convert.Run(call, id); break;
            case ("GET", [_, var id]): reads.One(call, module, id); break;
            case ("PUT", [_, var id]): writes.UpdateOne(call, module, id); break;
            case ("DELETE", [_, var id]): writes.Delete(call, module, [id]); break;
            case ("GET", [_, var id, var list]): reads.Related(call, module, id, list); break;
            default: Unknown(call); break;
        }
    }

    private static string[] Ids(Call call) =>
        (call.Query["ids"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Unknown(Call call) =>
        new ZohoError("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one").Answer(call, 404);
}
