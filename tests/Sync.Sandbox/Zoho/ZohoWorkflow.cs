using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>One rule: on these events of this module, send these fields to this address.</summary>
internal sealed partial class ZohoWorkflow
{
    private static readonly string[] Events = ["create", "edit", "delete"];
    private readonly HashSet<string> _on = [];
    private readonly HashSet<string> _whenChanged = [];
    private readonly List<(string Name, string Value)> _parameters = [];
    private readonly ZohoState _state;
    private string? _template;

    private ZohoWorkflow(ZohoState state) => _state = state;

    public required int Number { get; init; }

    public required ZohoModule Module { get; init; }

    public required Uri Target { get; init; }

    public Dictionary<string, string> Headers { get; } = [];

    public string ContentType => _template is null ? "application/x-www-form-urlencoded" : "application/json;charset=UTF-8";

    /// <summary>
    /// <c>{"module","url","on":["create","edit","delete"],"fields":["Lead_Status"],"parameters":{"email":"${!Leads.Email}"},
    /// "template":"{\"email\":\"${!Leads.Email}\"}","headers":{}}</c>; with a template the body is raw JSON, else a form.
    /// </summary>
    public static ZohoWorkflow Read(JsonElement json, int number, ZohoState state)
    {
        var module = state.Module(json.Text("module") ?? "Leads")
            ?? throw new BadControlCallException($"No module '{json.Text("module")}'. There are: {string.Join(", ", state.Modules.Select(each => each.Name))}.");
        if (module.Name == "Notes" || !Uri.TryCreate(json.Text("url"), UriKind.Absolute, out var target))
        {
            throw new BadControlCallException(module.Name == "Notes" ? "Notes start no workflow." : "A rule needs an absolute 'url'.");
        }

        var rule = new ZohoWorkflow(state) { Number = number, Module = module, Target = target };
        rule._on.UnionWith(json.Has("on", out _) ? json.Items("on").Select(JsonRead.AsText) : Events);
        rule._whenChanged.UnionWith(json.Items("fields").Select(JsonRead.AsText));
        rule._template = json.Text("template");
        rule._parameters.AddRange(Pairs(json, "parameters").DefaultIfEmpty(("id", $"${{!{module.Name}.id}}")));
        foreach (var (name, value) in Pairs(json, "headers"))
        {
            rule.Headers[name] = value;
        }

        return rule;
    }

    /// <summary>A rule on edits may be bound to fields: it starts when one of them has changed.</summary>
    public bool Starts(ZohoChange change) => change.Module == Module && _on.Contains(change.Event)
        && (change.Operation != "update" || _whenChanged.Count == 0 || change.Fields.Any(_whenChanged.Contains));

    public byte[] Body(ZohoRecord record)
    {
        if (_template is not null)
        {
            return Encoding.UTF8.GetBytes(Merge(_template, record));
        }

        var form = new FormBody();
        _parameters.ForEach(each => form.Add(each.Name, Merge(each.Value, record)));
        return form.ToArray();
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("number", Number);
        json.WriteString("module", Module.Name);
        json.WriteString("url", Target.ToString());
        json.WriteString("on", string.Join(',', _on));
        json.WriteEndObject();
    }

    private static IEnumerable<(string, string)> Pairs(JsonElement json, string name) =>
        json.Has(name, out var pairs) && pairs.ValueKind == JsonValueKind.Object
            ? pairs.EnumerateObject().Select(pair => (pair.Name, pair.Value.AsText()))
            : [];

    /// <summary>Values go in as they are: a quotation mark in one breaks raw JSON, as it does with the vendor.</summary>
    private string Merge(string text, ZohoRecord record) => MergeField().Replace(text, match => Text(record, match.Groups["field"].Value));

    private string Text(ZohoRecord record, string field) => field is "id" ? record.IdText : Module.Field(field)?.Of(record) switch
    {
        Instant instant => _state.Time.Bare(instant.At),
        bool flag => flag ? "true" : "false",
        ZohoRecord other => other.Name ?? string.Empty,
        ZohoUser user => user.Name,
        IReadOnlyList<string> texts => string.Join(';', texts),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    [GeneratedRegex(@"\$\{!\w+\.(?<field>\w+)\}")]
    private static partial Regex MergeField();
}
