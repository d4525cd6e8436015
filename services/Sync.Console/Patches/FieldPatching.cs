using Sync.Console.DeadLetters;
using Sync.Policy;
using Sync.Policy.Normalising;

namespace Sync.Console.Patches;

/// <summary>Applies a person's corrections to the fields of a dead letter. Pure.</summary>
internal static class FieldPatching
{
    private static readonly string[] Known = ["add", "replace", "remove", "copy", "move", "test"];

    /// <summary>Canonical fields that a correction may change. An address names a person and is changed at the source.</summary>
    public static IReadOnlyList<string> Names(SyncPolicy policy) =>
        [.. policy.Routes.SelectMany(route => route.Fields.Select(field => field.Name)).Where(name => name != "email").Distinct()];

    /// <summary>Our name of the field that a vendor blames; null where no route has it.</summary>
    public static string? NameOf(string? blamed, SyncPolicy policy) =>
        policy.Routes.SelectMany(route => route.Fields).FirstOrDefault(field => field.To == blamed || field.Name == blamed)?.Name;

    /// <summary>Why the operations do not fit this dead letter; null if they do.</summary>
    public static string? RefuseFor(DeadLetterRow letter, IReadOnlyList<PatchOperation> operations) =>
        ItemFields.Of(letter.Stage, letter.Item) is not { } fields ? "It carries no fields: it could not be read as a change of a person."
        : Apply(fields, operations) is null ? "The operations do not fit: a field to replace or remove is absent, or a test fails."
        : null;

    /// <summary>Why the operations cannot be used with this configuration; null if they can.</summary>
    public static string? Refuse(IReadOnlyList<PatchOperation> operations, SyncPolicy policy)
    {
        var names = policy.Routes.SelectMany(route => route.Fields.Select(field => field.Name)).ToHashSet();
        return operations.Count is 0 or > 50
            ? "Give 1 to 50 operations, e.g. [{\"op\":\"replace\",\"path\":\"/phone\",\"value\":\"+49 30 1234\"}]."
            : operations.Select(operation => Refuse(operation, names) ?? RefuseOptIn(operation, policy)).FirstOrDefault(why => why is not null);
    }

    /// <summary>The fields after the operations; null if one of them does not fit, in which case none is applied.</summary>
    public static IReadOnlyDictionary<string, string?>? Apply(
        IReadOnlyDictionary<string, string?> fields, IEnumerable<PatchOperation> operations)
    {
        var patched = new Dictionary<string, string?>(fields);
        return operations.All(operation => Apply(patched, operation)) ? patched : null;
    }

    /// <summary>What differs, by name.</summary>
    public static IReadOnlyList<FieldChange> Difference(IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after) =>
    [
        .. after.Where(field => !before.TryGetValue(field.Key, out var was) || was != field.Value)
            .Select(field => new FieldChange(field.Key, before.GetValueOrDefault(field.Key), field.Value))
            .OrderBy(change => change.Field, StringComparer.Ordinal),
    ];

    private static string? Refuse(PatchOperation operation, HashSet<string> names) =>
        !Known.Contains(operation.Op) ? $"'{operation.Op}' is no operation here. Use one of {string.Join(", ", Known)}."
        : operation.Field is not { } name ? $"The path '{operation.Path}' names no field. Write it as /phone."
        : name == "email" ? "An address names a person: change it at the source, which sends it anew."
        : !names.Contains(name) ? $"No route of sync.yaml has a field '{name}'. It has {string.Join(", ", names.Order())}."
        : operation.Op is "copy" or "move" && operation.Source is null ? $"'{operation.Op}' needs a field in 'from', e.g. /company."
        : null;

    private static string? RefuseOptIn(PatchOperation operation, SyncPolicy policy) =>
        new[] { operation.Field!, operation.Source ?? operation.Field! }.FirstOrDefault(name => policy.HasOptOut([name])) is { } name
        && operation.Op is not "test" && !(operation.Op is "add" or "replace" && policy.Same(FieldType.OptOut, operation.Text, "true"))
            ? $"'{name}' is an opt-out, which nobody takes back for the person: he joins a list again and confirms it."
            : null;

    private static bool Apply(Dictionary<string, string?> fields, PatchOperation operation)
    {
        var name = operation.Field!;
        switch (operation.Op)
        {
            case "test":
                return fields.GetValueOrDefault(name) == operation.Text;
            case "copy" or "move":
                fields[name] = fields.GetValueOrDefault(operation.Source!);
                return operation.Op is "copy" || Empty(fields, operation.Source!);
            case "add":
                fields[name] = operation.Text;
                return true;
            case "replace" when fields.ContainsKey(name):
                fields[name] = operation.Text;
                return true;
            case "remove" when fields.ContainsKey(name):
                return Empty(fields, name);
            default:
                return false;
        }
    }

    // A field that is absent is one that was not spoken of; who removes a value wants it empty at the target.
    private static bool Empty(Dictionary<string, string?> fields, string name)
    {
        fields[name] = null;
        return true;
    }
}

/// <summary>One field before and after a correction.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);
