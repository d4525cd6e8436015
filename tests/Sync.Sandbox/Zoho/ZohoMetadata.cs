using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/settings/modules and /settings/fields. A caller who knows the present state is answered 304.</summary>
internal sealed class ZohoMetadata(ZohoState state)
{
    public void Modules(Call call) => WriteModules(call, state.Modules);

    public void Module(Call call, ZohoModule module) => WriteModules(call, [module]);

    public void Fields(Call call)
    {
        if (Wanted(call) is { } module && !ZohoAnswers.IsKnown(call, state, state.MetadataChanged))
        {
            WriteFields(call, module.Fields);
        }
    }

    public void Field(Call call, string id)
    {
        if (Wanted(call) is { } module && Find(call, module, id) is { } field)
        {
            WriteFields(call, [field]);
        }
    }

    /// <summary>To be called after any change of fields.</summary>
    public void Changed() => state.MetadataChanged = state.Now;

    public ZohoModule? Wanted(Call call)
    {
        var name = call.Query["module"];
        if (name is { Length: > 0 } && state.Module(name) is { } module)
        {
            return module;
        }

        (name is { Length: > 0 } ? ZohoError.NoModule() : ZohoError.NoParameter("module")).Answer(call);
        return null;
    }

    public static ZohoField? Find(Call call, ZohoModule module, string id)
    {
        var field = module.Fields.Find(field => field.Id == id);
        if (field is null)
        {
            ZohoError.UnknownId(id).Answer(call);
        }

        return field;
    }

    private void WriteFields(Call call, IEnumerable<ZohoField> fields)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            ZohoFieldJson.Write(call.Json, field, state.Module);
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    private void WriteModules(Call call, IEnumerable<ZohoModule> modules)
    {
        if (ZohoAnswers.IsKnown(call, state, state.MetadataChanged))
        {
            return;
        }

        call.Json.WriteStartObject();
        call.Json.WriteStartArray("modules");
        foreach (var module in modules)
        {
            ZohoLayouts.WriteModule(call.Json, module);
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }
}
