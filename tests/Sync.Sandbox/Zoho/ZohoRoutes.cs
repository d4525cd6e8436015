using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Finds the endpoint of a call below /crm/v8 or /crm/bulk/v8.</summary>
internal sealed class ZohoRoutes(ZohoState state, ZohoEndpoints parts)
{
    private static readonly string[] Reserved = ["settings", "actions", "coql", "org", "users", "__composite_requests"];

    /// <param name="call">The call.</param>
    /// <param name="path">Its path below the version.</param>
    /// <param name="inner">Answers a call that this one holds.</param>
    public void Route(Call call, string[] path, Action<Call> inner)
    {
        switch (call.Method, path)
        {
            case ("POST", ["coql"]): parts.Coql.Run(call); break;
            case ("POST", ["__composite_requests"]) when !call.IsInner: parts.Composite.Run(call, inner); break;
            default: RouteOn(call, path); break;
        }
    }

    /// <summary>Below /crm/bulk/v8.</summary>
    public void Bulk(Call call, string[] path)
    {
        switch (call.Method, path)
        {
            case ("POST", ["read"]): parts.BulkReads.Create(call); break;
            case ("GET", ["read", var id]): parts.BulkReads.Show(call, id); break;
            case ("GET", ["read", var id, "result"]): parts.BulkReads.Download(call, id); break;
            default: ZohoError.NoUrl().Answer(call, 404); break;
        }
    }

    private void RouteOn(Call call, string[] path)
    {
        if ((Account(call, path) ?? Settings(call, path)) is { } endpoint)
        {
            if (parts.Limits.Admit(call, 1))
            {
                endpoint();
            }
        }
        else if (path.Length > 0 && state.Module(path[0]) is { } module)
        {
            InModule(call, module, path);
        }
        else if (path.Length > 0 && Reserved.Contains(path[0]))
        {
            ZohoError.NoUrl().Answer(call, 404);
        }
        else
        {
            ZohoError.NoModule().Answer(call);
        }
    }

    private Action? Account(Call call, string[] path) => (call.Method, path) switch
    {
        ("GET", ["org"]) => () => ZohoUsers.Org(call),
        ("GET", ["users"]) => () => parts.Users.List(call),
        ("GET", ["users", var id]) => () => parts.Users.One(call, id),
        ("POST", ["actions", "watch"]) => () => parts.Watch.Subscribe(call),
        ("PUT", ["actions", "watch"]) => () => parts.Watch.Replace(call),
        ("PATCH", ["actions", "watch"]) => () => parts.Watch.Change(call),
        ("GET", ["actions", "watch"]) => () => parts.Channels.List(call),
        ("DELETE", ["actions", "watch"]) => () => parts.Channels.Unsubscribe(call),
        _ => null,
    };

    private Action? Settings(Call call, string[] path) => (call.Method, path) switch
    {
        ("GET", ["settings", "modules"]) => () => parts.Metadata.Modules(call),
        ("GET", ["settings", "modules", var name]) when state.Module(name) is { } module => () => parts.Metadata.Module(call, module),
        ("GET", ["settings", "fields"]) => () => parts.Metadata.Fields(call),
        ("GET", ["settings", "fields", var id]) => () => parts.Metadata.Field(call, id),
        ("POST", ["settings", "fields"]) => () => parts.CustomFields.Add(call),
        ("DELETE", ["settings", "fields", var id]) => () => parts.CustomFields.Delete(call, id),
        ("GET", ["settings", "tags"]) => () => parts.Tags.List(call, state.Modules.Where(module => module.Name == call.Query["module"])),
        ("GET", ["settings", "layouts"]) => () => OfModule(call, ZohoLayouts.Layouts),
        ("GET", ["settings", "related_lists"]) => () => OfModule(call, parts.Layouts.RelatedLists),
        ("GET", ["settings", "automation", "assignment_rules"]) => () => OfModule(call, ZohoLayouts.AssignmentRules),
        (_, ["settings", "duplicate_check_preference"]) => () => parts.Preference.Handle(call),
        _ => null,
    };

    private void OfModule(Call call, Action<Call, ZohoModule> endpoint)
    {
        if (parts.Metadata.Wanted(call) is { } module)
        {
            endpoint(call, module);
        }
    }

    private void InModule(Call call, ZohoModule module, string[] path)
    {
        switch (call.Method, path)
        {
            case ("GET", [_]): parts.Reads.List(call, module); break;
            case ("POST", [_]): parts.Writes.Insert(call, module); break;
            case ("PUT", [_]): parts.Writes.Update(call, module); break;
            case ("DELETE", [_]): parts.Deletes.Many(call, module); break;
            case ("POST", [_, "upsert"]): parts.Upserts.Run(call, module); break;
            case ("GET", [_, "search"]): parts.Search.Run(call, module); break;
            case ("GET", [_, "deleted"]): parts.Deleted.List(call, module); break;
            case (_, [_, "actions", var action]): Act(call, module, null, action); break;
            case (_, [_, var id, "actions", var action]): Act(call, module, id, action); break;
            case ("GET", ["Leads", var id, "__conversion_options"]): parts.Convert.Options(call, id); break;
            case ("GET", [_, var id]): parts.Reads.One(call, module, id); break;
            case ("PUT", [_, var id]): parts.Writes.UpdateOne(call, module, id); break;
            case ("DELETE", [_, var id]): parts.Deletes.One(call, module, id); break;
            case ("GET", [_, var id, var list]): parts.Related.List(call, module, id, list); break;
            default: ZohoError.NoUrl().Answer(call, 404); break;
        }
    }

    private void Act(Call call, ZohoModule module, string? id, string action)
    {
        switch (call.Method, action)
        {
            case ("GET", "count") when id is null: parts.Related.Count(call, module); break;
            case ("POST", "add_tags"): parts.Tags.Change(call, module, id, true); break;
            case ("POST", "remove_tags"): parts.Tags.Change(call, module, id, false); break;
            case ("POST", "change_owner"): parts.Owners.Change(call, module, id); break;
            case ("POST", "merge") when id is not null: parts.Merge.Run(call, module, id); break;
            case ("POST", "convert") when id is not null && module.Name == "Leads": parts.Convert.Run(call, id); break;
            default: ZohoError.NoUrl().Answer(call, 404); break;
        }
    }
}
